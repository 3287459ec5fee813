using System.Globalization;
using Attendance.Access.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;

namespace Attendance.Lac.Children;

/// <summary>
/// Who may work here: the looked-after team changes things, reviewing officers read them, for everybody else they are not there.
/// </summary>
internal sealed class CareDesk(IPolicy policy, CareFamily family)
{
    private const string ReadsOnly = "Your role reads this and does not change it.";

    /// <summary>The id under which the child's care is kept, for who works on it. Refuses: FORBIDDEN for who only reads, NOT_FOUND for everybody else.</summary>
    public async Task<PupilId> ChildAsync(Caller caller, string id, CancellationToken cancellation, Act act = Act.WorkOnCare)
    {
        if (!PupilId.TryParse(id, out var pupil))
            throw Refusal.NotFound();
        var rights = await policy.OfAsync(caller, pupil, cancellation);
        if (rights.May(act))
            return await family.KeptUnderAsync(pupil, cancellation);
        throw act is not Act.ReadHome && rights.May(Act.AuditCare) ? Refusal.Forbidden(ReadsOnly) : Refusal.NotFound();
    }

    /// <summary>What is stored under a number about a child, for who works on the child's care.</summary>
    public async Task<T> FindAsync<T>(
        Caller caller,
        string id,
        string pupil,
        Func<Visible, long, CancellationToken, Task<T?>> find,
        CancellationToken cancellation
    )
        where T : class
    {
        if (!long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            throw Refusal.NotFound();
        foreach (var act in (Act[])[Act.WorkOnCare, Act.AuditCare])
        {
            var visible = await policy.VisibleAsync(caller, act, pupil, cancellation);
            if (await find(visible, number, cancellation) is not { } row)
                continue;
            return act is Act.WorkOnCare ? row : throw Refusal.Forbidden(ReadsOnly);
        }
        throw Refusal.NotFound();
    }

    /// <summary>Lets the team pass that works on what is about no single child.</summary>
    public async Task TeamAsync(Caller caller, CancellationToken cancellation)
    {
        if (await policy.CouldAsync(caller, Act.WorkOnCare, CareBook.Register, cancellation))
            return;
        throw await policy.MayAsync(caller, Act.AuditCare, CareBook.Register, cancellation: cancellation)
            ? Refusal.Forbidden(ReadsOnly)
            : Refusal.NotFound();
    }

    /// <summary>The children about whom a caller may read this. Refuses: FORBIDDEN for a role that is shown nothing of it.</summary>
    public async Task<Visible> VisibleAsync(Caller caller, string pupil, CancellationToken cancellation, Act orAt = Act.AuditCare)
    {
        var visible = await policy.VisibleAsync(caller, Act.AuditCare, pupil, cancellation);
        if (visible.IsNobody && orAt is not Act.AuditCare)
            visible = await policy.VisibleAsync(caller, orAt, pupil, cancellation);
        return visible.IsNobody ? throw Refusal.Forbidden("Your role is not shown this of looked-after children.") : visible;
    }

    /// <summary>True when the caller works at the unit, or for the team. <paramref name="reads"/>: who only reads counts too.</summary>
    public async Task<bool> AtUnitAsync(Caller caller, long unit, bool reads, CancellationToken cancellation) =>
        await policy.CouldAsync(caller, Act.WorkAtUnit, GrantTarget.Unit(unit), cancellation)
        || await policy.CouldAsync(caller, reads ? Act.AuditCare : Act.WorkOnCare, CareBook.Register, cancellation);

    /// <summary>A number as the schema has ids.</summary>
    public static string NodeId(long id) => id.ToString(CultureInfo.InvariantCulture);

    /// <summary>What is wrong with a text; null: nothing.</summary>
    public static Error? Check(string pointer, string text, int longest) =>
        text.Trim().Length == 0 || text.Length > longest || text.Any(letter => char.IsControl(letter) && letter is not '\n')
            ? Error.Validation(pointer, "text-invalid", $"A text has 1 to {longest} characters.")
            : null;
}
