using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Lac.Children;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using MediatR;

namespace Attendance.Lac.Told;

/// <summary>What schools know of looked-after children.</summary>
[QueryRoot]
internal sealed class ToldQueries(IPolicy policy, CareDesk desk, ToldBook book, IMediator mediator)
{
    [Description(
        "The looked-after children on a school's roll of whom the school was told, for its designated teacher. Null with NOT_FOUND for everybody but the school's own people."
    )]
    [Cost(20)]
    public async Task<IReadOnlyList<ToldChild>?> LookedAfterAtSchool(
        Caller caller,
        [Description("The school.")] Laestab school,
        CancellationToken cancellation = default
    )
    {
        if (!await policy.MayAsync(caller, Act.ReadToldCare, GrantTarget.Of(school), cancellation: cancellation))
            throw Refusal.NotFound();
        // A school has a merged child under the id that it has now.
        const string present =
            "coalesce((select a.pupil from access_place a where a.target = 'pupil' and a.target_id = t.pupil_id), t.pupil_id)";
        var visible = await policy.VisibleAsync(caller, Act.ReadToldCare, present, cancellation);
        return await NodesAsync(caller, await book.ReadAsync(visible, school, cancellation), cancellation);
    }

    [Description("The looked-after children in the caller's scope of whom a school was told, by school.")]
    [Cost(30)]
    public async Task<IReadOnlyList<ToldChild>?> SchoolsTold(Caller caller, CancellationToken cancellation = default)
    {
        var visible = await desk.VisibleAsync(caller, "t.pupil_id", cancellation);
        return await NodesAsync(caller, await book.ReadAsync(visible, school: null, cancellation), cancellation);
    }

    private async Task<IReadOnlyList<ToldChild>> NodesAsync(Caller caller, IReadOnlyList<ToldRow> rows, CancellationToken cancellation)
    {
        var pupils = await mediator.Send(
            new ReadPupils(caller, [.. rows.Select(row => new PupilId(row.PupilId)).Distinct()]),
            cancellation
        );
        return
        [
            .. rows.Where(row => pupils.ContainsKey(new PupilId(row.PupilId)))
                .Select(row => ToldChild.Of(row, pupils[new PupilId(row.PupilId)])),
        ];
    }
}

[Description("A looked-after child of whom a school was told.")]
internal sealed record ToldChild(
    [property: Description("The child.")] PupilNode Pupil,
    [property: Description("The school that was told.")] Laestab School,
    [property: Description("True when the child is on another school's roll, or on none, today.")] bool Elsewhere,
    [property: Description("The designated teacher who was told.")] string Teacher,
    [property: Description("When the school was told.")] DateOnly ToldOn,
    [property: Description("The first day of this time in care.")] DateOnly LookedAfterSince,
    [property: Description("The social worker.")] string? SocialWorker,
    [property: Description("Half-days missed in the year from 1 September; null: not counted yet.")] int? HalfDaysMissed,
    [property: Description("The next meeting on the education plan; null: none is booked.")] DateOnly? EducationPlan
)
{
    public static ToldChild Of(ToldRow row, PupilAtSchool at)
    {
        var school = Laestab.From(row.SchoolId);
        return new ToldChild(
            at.Pupil,
            school,
            at.School != school,
            row.Teacher,
            row.ToldOn,
            row.Started,
            row.SocialWorker,
            row.Missed,
            row.EducationPlan
        );
    }
}
