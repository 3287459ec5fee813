using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Partners.Agreements;
using Attendance.Partners.Directory;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Partners.WorkLog;

/// <summary>What an agency wrote down, beside it.</summary>
[Extends(typeof(AgencyNode))]
internal sealed class AgencyWork(IPolicy policy, AgreementBook agreements, WorkBook book, SchoolClock clock)
{
    private const int Most = 200;

    [Description(
        "Work of this school year that names no child: by kind, school or neighbourhood, and topic, with the latest entries. Null for who neither keeps the directory nor works for it."
    )]
    [Cost(20)]
    public async Task<WorkReport?> Work(AgencyNode agency, Caller caller, CancellationToken cancellation = default)
    {
        if (
            !await policy.CouldAsync(caller, Act.RunPartners, GrantTarget.All, cancellation)
            && !(await agreements.AgenciesOfAsync(caller.Person ?? 0, cancellation)).Contains(agency.Id)
        )
            return null;
        var all = await book.SinceAsync(AcademicYear.Of(clock.Today).FirstDay, agency.Id, cancellation);
        return new WorkReport(
            [
                .. all.GroupBy(work => (work.Kind, work.School, work.Area, work.Topic))
                    .OrderBy(alike => alike.Key.Kind.Row, StringComparer.Ordinal)
                    .ThenBy(alike => alike.Key.School)
                    .ThenBy(alike => alike.Key.Area, StringComparer.Ordinal)
                    .ThenBy(alike => alike.Key.Topic, StringComparer.Ordinal)
                    .Select(alike => new WorkLine(
                        alike.Key.Kind,
                        alike.Key.School,
                        alike.Key.Area,
                        alike.Key.Topic,
                        alike.Count(),
                        alike.Sum(work => work.People)
                    )),
            ],
            [
                .. all.Take(Most)
                    .Select(work => new WorkEntry(
                        $"{work.Id}",
                        work.Kind,
                        work.School,
                        work.Area,
                        work.On,
                        work.Topic,
                        work.People,
                        work.Words
                    )),
            ]
        );
    }
}

[Description("An agency's work that names no child.")]
internal sealed record WorkReport(
    [property: Description("Counted by kind, place and topic.")] IReadOnlyList<WorkLine> Lines,
    [property: Description("The latest entries, at most 200.")] IReadOnlyList<WorkEntry> Entries
);

[Description("Work of one kind at one place about one thing.")]
internal sealed record WorkLine(
    [property: Description("The kind.")] WorkKind Kind,
    [property: Description("The school; null: at none.")] Laestab? School,
    [property: Description("The neighbourhood; empty: not said.")] string Area,
    [property: Description("What it was about; empty for a drop-in.")] string Topic,
    [property: Description("How often.")] int Times,
    [property: Description("People who took part, summed.")] int People
);

[Description("One entry.")]
internal sealed record WorkEntry(
    [property: Description("Its id."), Id] string Id,
    [property: Description("The kind.")] WorkKind Kind,
    [property: Description("The school; null: at none.")] Laestab? School,
    [property: Description("The neighbourhood; empty: not said.")] string Area,
    [property: Description("The day.")] DateOnly On,
    [property: Description("What it was about; empty for a drop-in.")] string Topic,
    [property: Description("How many people took part.")] int People,
    [property: Description("More of it; empty: nothing.")] string Words
);
