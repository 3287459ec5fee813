using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Schools.Contracts;
using Attendance.Schools.Registers;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Schools.GraphQL;

/// <summary>The marks that are held beside a school's registers.</summary>
[Extends(typeof(SchoolNode))]
internal sealed class SchoolHeldMarks(IPolicy policy, HeldMarkReader held, RegisterTexts texts)
{
    [Description("Marks that are kept aside because they are wrong in themselves, in the order they came.")]
    [Cost(10)]
    public async Task<IReadOnlyList<HeldMark>> HeldMarks(SchoolNode school, Caller caller, CancellationToken cancellation = default)
    {
        if (!await policy.MayAsync(caller, Act.SettleRegister, GrantTarget.Of(school.Laestab), cancellation: cancellation))
            throw Refusal.NotFound();
        AuditScope.Current?.Show(GrantTarget.Of(school.Laestab));
        var rows = await held.OpenAsync(school.Laestab);
        var said = await texts.HeldAsync(school.Laestab, cancellation);
        return [.. rows.Select(row => HeldMark.Of(HeldMarkView.Of(row, said.GetValueOrDefault((row.Seq, row.Ordinal), HeldTexts.None))))];
    }
}

[Description("A mark that is kept aside because it is wrong in itself.")]
internal sealed record HeldMark(
    [property: Description("Its id: the submission's number and its place in it."), Id] string Id,
    [property: Description("The school's local date.")] DateOnly Date,
    [property: Description("Morning or afternoon.")] HalfDay Half,
    [property: Description("The class, where the post named one.")] string? Group,
    [property: Description("The pupil number as it was sent, which may be the mistake.")] string Upn,
    [property: Description("The code as it was sent.")] string Code,
    [property: Description("Minutes late, where given.")] int? MinutesLate,
    [property: Description("What is wrong, as a stable code.")] string Problem,
    [property: Description("What is wrong, as a sentence.")] string Detail,
    [property: Description("When it was recorded.")] DateTimeOffset RecordedAt,
    [property: Description("The school's system that sent it.")] string Client,
    [property: Description("The remark that came with it.")] string? Comment,
    [property: Description("The reason that came with it.")] string? Reason
)
{
    public static HeldMark Of(HeldMarkView view) =>
        new(
            view.Id,
            view.Date,
            view.Session == "PM" ? HalfDay.PM : HalfDay.AM,
            view.Group,
            view.Upn,
            view.Code,
            view.MinutesLate,
            view.Problem,
            view.Detail,
            view.RecordedAt,
            view.Client,
            view.Comment,
            view.Reason
        );
}
