using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Partners.Directory;
using Attendance.Partners.Effects;
using Attendance.Partners.SchoolImprovement;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;

namespace Attendance.Partners.Funding;

/// <summary>The report of impact by stream of money, for who is shown the authority's figures.</summary>
[QueryRoot]
internal sealed class FundingQuery(IPolicy policy, ProgrammeBook programmes, SchoolList schools, EffectFigures registers, SchoolClock clock)
{
    [Description(
        "Attendance of all schools by the streams of money that reach them, this school year so far and the year before to the same day. Each school stands in one line, so the lines add up to all. Spend-neutral: no sum of money is in it."
    )]
    [Cost(50)]
    public async Task<FundingReport?> FundingImpact(Caller caller, CancellationToken cancellation = default)
    {
        if (!await policy.MayAsync(caller, Act.ReadAuthorityFigures, GrantTarget.All, cancellation: cancellation))
            throw Refusal.Forbidden("The authority's figures are for the authority.");
        var today = clock.Today;
        var year = AcademicYear.Of(today);
        var now = await registers.RegistersAsync(year.FirstDay, today);
        var before = await registers.RegistersAsync(new AcademicYear(year.StartYear - 1).FirstDay, today.AddYears(-1));
        var all = await programmes.ListAsync(cancellation);
        var names = all.ToDictionary(programme => programme.Id, programme => programme.Name, StringComparer.Ordinal);
        var listed = await schools.ListAsync(cancellation);
        var streams = Funding.FundingImpact.StreamsOf(all);
        var lines = Funding.FundingImpact.Of(
            listed.Select(school => school.School),
            streams,
            school => (HalfDays.Sum(now[school]), HalfDays.Sum(before[school]))
        );
        return new FundingReport(
            year,
            [
                .. lines.Select(line => new FundingLine(
                    line.Streams,
                    line.Streams.Count == 0 ? "No stream" : string.Join(" and ", line.Streams.Select(stream => names[stream])),
                    line.Schools,
                    HalfDaysNode.Of(line.Now),
                    HalfDaysNode.Of(line.Before)
                )),
            ],
            new FundingLine(
                [],
                "All schools",
                listed.Count,
                HalfDaysNode.Of(HalfDays.Sum(listed.SelectMany(school => now[school.School]))),
                HalfDaysNode.Of(HalfDays.Sum(listed.SelectMany(school => before[school.School])))
            )
        );
    }
}

[Description("Attendance by streams of money.")]
internal sealed record FundingReport(
    [property: Description("The present school year.")] AcademicYear Year,
    [property: Description("A line for each set of streams that reach the same schools.")] IReadOnlyList<FundingLine> Lines,
    [property: Description("All schools, counted by themselves: the lines add up to it.")] FundingLine Total
);

[Description("Schools that the same streams reach.")]
internal sealed record FundingLine(
    [property: Description("The streams, by short name; empty: none.")] IReadOnlyList<string> Streams,
    [property: Description("The streams in words.")] string Name,
    [property: Description("How many schools.")] int Schools,
    [property: Description("Half-days this school year so far.")] HalfDaysNode Now,
    [property: Description("Half-days of the year before, to the same day.")] HalfDaysNode Before
);
