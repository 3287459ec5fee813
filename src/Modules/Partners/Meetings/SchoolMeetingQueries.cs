using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;
using MediatR;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Partners.Meetings;

/// <summary>Meetings as a school that was asked sees them (S135).</summary>
[QueryRoot]
internal sealed class SchoolMeetingQueries(IPolicy policy, MeetingBook book, IMediator mediator, SchoolClock clock)
{
    /// <summary>Days for which a school sees a meeting that was held: about a term.</summary>
    private const int Days = 92;

    private static readonly Caller Job = Caller.System("meetings");

    [Description(
        "Meetings about a young person to which a school is asked, of the last three months and to come, the latest first: who, when, where and what about. For the school's people who refer its children."
    )]
    [Cost(20)]
    public async Task<IReadOnlyList<SchoolMeetingNode>?> SchoolMeetings(
        Caller caller,
        [Description("The school.")] Laestab school,
        CancellationToken cancellation = default
    )
    {
        if (!await policy.MayAsync(caller, Act.ReferChild, GrantTarget.Of(school), cancellation: cancellation))
            throw Refusal.NotFound();
        var since = clock.Now.AddDays(-Days);
        var rows = (await book.OfSchoolAsync(school, cancellation)).Where(row => row.Pupil is not null && row.At > since).ToList();
        var pupils = await mediator.Send(new ReadPupils(Job, [.. rows.Select(row => row.Pupil!.Value).Distinct()]), cancellation);
        var shown = new List<SchoolMeetingNode>();
        foreach (var row in rows.Where(row => pupils.ContainsKey(row.Pupil!.Value)))
        {
            AuditScope.Current?.Show(row.Pupil!.Value);
            shown.Add(
                new SchoolMeetingNode(
                    $"{row.Id}",
                    pupils[row.Pupil!.Value].Pupil.GivenName,
                    pupils[row.Pupil!.Value].Pupil.FamilyName,
                    row.At,
                    row.Place,
                    (await book.OpenAsync(row.Pupil, [row.Agenda], cancellation))[0],
                    row.Schools.First(asked => asked.School == school).Attended
                )
            );
        }
        return shown;
    }
}

[Description("A meeting to which a school is asked.")]
[global::GraphQL.Name("SchoolMeeting")]
internal sealed record SchoolMeetingNode(
    [property: Description("The meeting's id."), Id] string Id,
    [property: Description("The young person's given name.")] string GivenName,
    [property: Description("The young person's family name.")] string FamilyName,
    [property: Description("When.")] DateTimeOffset At,
    [property: Description("Where.")] string Place,
    [property: Description("What about; null when the young person's texts were erased.")] string? Agenda,
    [property: Description("Whether somebody of the school came; null: not minuted yet.")] bool? Attended
);
