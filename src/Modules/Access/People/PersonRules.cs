using Attendance.Access.Contracts;
using Attendance.Access.Policy;
using Attendance.SharedKernel;

namespace Attendance.Access.People;

/// <summary>What a person's record, a role and a grant must look like, and which roles bring a relationship with them.</summary>
internal static class PersonRules
{
    private const int LongestName = 200;
    private const int LongestEmail = 254;
    private const int LongestReason = 500;

    /// <summary>An e-mail address as it is stored, or null when it cannot be one.</summary>
    public static string? Email(string? text)
    {
        var email = text?.Trim().ToLowerInvariant();
        if (email is null or { Length: < 3 or > LongestEmail } || email.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)))
            return null;
        var at = email.IndexOf('@');
        return at > 0 && at == email.LastIndexOf('@') && at < email.Length - 1 ? email : null;
    }

    /// <summary>A name as it is stored, or null when it is empty, too long or holds control characters.</summary>
    public static string? Name(string? text) => Line(text, LongestName);

    /// <summary>A reason as it is stored, or null when it is empty, too long or holds control characters.</summary>
    public static string? Reason(string? text) => Line(text, LongestReason);

    /// <summary>The relationship that a role of the whole authority brings with it; null for the others.</summary>
    public static (Relation Relation, GrantTarget On)? Brings(Role role) =>
        role switch
        {
            Role.AttendanceLeader
            or Role.SchoolImprovement
            or Role.BehaviourSupport
            or Role.ElectedMember
            or Role.CommunitySafety
            or Role.Administrator => (Relation.Authority, GrantTarget.All),
            Role.LacManager or Role.ReviewingOfficer => (Relation.Manages, GrantTarget.Unit(GrantTarget.LookedAfter)),
            _ => null,
        };

    /// <summary>A stretch of days, or null when it ends before it begins.</summary>
    public static Period? Days(DateOnly? from, DateOnly? until, DateOnly today)
    {
        var first = from ?? today;
        return until <= first ? null : new Period(first, until);
    }

    /// <summary>
    /// What is wrong with a grant that rests on an agreement: it names the agreement and one child, is held in a partner's role, and ends within twelve months; other
    /// grants name neither agreement nor fields.
    /// </summary>
    public static Error? Agreement(Relation relation, Role role, GrantTarget on, string? agreement, string? fields, Period period)
    {
        if (relation is not Relation.Agreement)
            return agreement is null && fields is null ? null : Error.Validation("/agreement", "agreement-unexpected");
        if (string.IsNullOrWhiteSpace(agreement) || agreement.Length > 100)
            return Error.Validation("/agreement", "agreement-invalid");
        if (on.Kind is not GrantTargetKind.Pupil)
            return Error.Validation("/on", "agreement-names-children");
        if (!RoleRights.Of(role).May(Act.ReadByAgreement))
            return Error.Validation("/role", "not-a-partner");
        return period.Until is { } until && until <= period.From.AddMonths(12) ? null : Error.Validation("/until", "agreement-too-long");
    }

    private static string? Line(string? text, int longest)
    {
        var line = text?.Trim();
        return line is { Length: > 0 } && line.Length <= longest && !line.Any(char.IsControl) ? line : null;
    }
}
