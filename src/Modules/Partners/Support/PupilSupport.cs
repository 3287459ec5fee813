using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Partners.Directory;
using Attendance.Partners.Effects;
using Attendance.Partners.Referrals;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel.GraphQL;

namespace Attendance.Partners.Support;

/// <summary>What agencies do with a child, as the case and the school see it.</summary>
[Extends(typeof(PupilNode))]
internal sealed class PupilSupport(IPolicy policy, SupportBook book, AgencyBook agencies, EffectFigures effects, IPupilTexts texts)
{
    [Description(
        "What agencies do with the child, the latest first: for who reads the case, and for the school. Of a restricted kind only that support is in place; the school is not told by whom. Null for everybody else."
    )]
    [Cost(20)]
    public async Task<IReadOnlyList<SupportInPlace>?> Support(PupilNode pupil, Caller caller, CancellationToken cancellation = default)
    {
        var rights = await policy.OfAsync(caller, pupil.Key, cancellation);
        var worker = rights.May(Act.ReadCase);
        if (!worker && !rights.May(Act.ReferChild))
            return null;
        var names = (await agencies.ListAsync(cancellation)).ToDictionary(agency => agency.Id, agency => agency.Name);
        var shown = new List<SupportInPlace>();
        // A child has two parts in a record when both of its former records were in it.
        foreach (
            var (record, child) in (await book.OfChildAsync(pupil.Key, cancellation)).SelectMany(each => each.Children, ValueTuple.Create)
        )
        {
            var hidden = record.Kind.Restricted;
            var summary = child.Summary is { } text && !hidden ? (await texts.OpenAsync(child.Pupil, [text], cancellation))[0] : null;
            shown.Add(
                new SupportInPlace(
                    record.Kind.Told,
                    hidden && !worker ? [] : [.. record.Owners.Select(owner => names[owner])],
                    hidden ? "" : record.Title,
                    child.JoinedOn,
                    child.EndedOn ?? record.EndedOn,
                    summary,
                    hidden ? null : child.OnwardState,
                    hidden ? null : child.Outcome,
                    hidden ? 0 : record.Sessions.Count,
                    hidden ? 0 : record.Sessions.Count(session => session.Attended.Contains(child.Pupil)),
                    rights.May(Act.ReadMarks)
                        ? BeforeAfter.OfOne(await effects.OfChildrenAsync([pupil.Key], child.JoinedOn, cancellation: cancellation))
                        : null
                )
            );
        }
        return shown;
    }
}

[Description("What an agency does with a child.")]
internal sealed record SupportInPlace(
    [property: Description("What it is; \"Support in place\" where the kind is restricted.")] string What,
    [property: Description("The agencies; none where the caller is not told.")] IReadOnlyList<string> Agencies,
    [property: Description("What the group or activity is called; empty for one child.")] string Title,
    [property: Description("Since when.")] DateOnly From,
    [property: Description("When it was over; null: it goes on.")] DateOnly? EndedOn,
    [property: Description("What the agency tells the school and the case.")] string? Summary,
    [property: Description("Where a referral onward stands; null: none, or not told.")] OnwardState? Onward,
    [property: Description("What came of it; null: it goes on, or not told.")] ReferralOutcome? Outcome,
    [property: Description("How often it met; 0 where it is not told.")] int Sessions,
    [property: Description("How often the child came.")] int Attended,
    [property: Description("The child's half-days before and after, for who may read its marks.")] BeforeAfter? Effect
);
