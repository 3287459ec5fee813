using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Partners.Directory;
using Attendance.Partners.Effects;
using Attendance.Partners.Referrals;
using Attendance.Partners.SchoolImprovement;
using Attendance.Partners.Support;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;

namespace Attendance.Partners.Funding;

/// <summary>The report of impact by stream of money, for who is shown the authority's figures.</summary>
[QueryRoot]
internal sealed class FundingQuery(
    IPolicy policy,
    ProgrammeBook programmes,
    SchoolList schools,
    SupportBook support,
    EffectFigures registers,
    SchoolClock clock
)
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
        var done = await support.SinceAsync(year.FirstDay, cancellation);
        return new FundingReport(
            year,
            [
                .. lines.Select(line => new FundingLine(
                    line.Streams,
                    Name(line.Streams),
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
            ),
            [.. Funding.FundingImpact.Of(done, all).Select(line => FundedSupport.Of(line.Streams, Name(line.Streams), line.Records))],
            FundedSupport.Of([], "All support", done)
        );

        string Name(IReadOnlyList<string> paying) =>
            paying.Count == 0 ? "No stream" : string.Join(" and ", paying.Select(stream => names[stream]));
    }
}

[Description("Attendance by streams of money.")]
internal sealed record FundingReport(
    [property: Description("The present school year.")] AcademicYear Year,
    [property: Description("A line for each set of streams that reach the same schools.")] IReadOnlyList<FundingLine> Lines,
    [property: Description("All schools, counted by themselves: the lines add up to it.")] FundingLine Total,
    [property: Description("What agencies did with children this school year, by the streams that pay for it.")]
        IReadOnlyList<FundedSupport> Support,
    [property: Description("All of that, counted by itself: the lines add up to it.")] FundedSupport SupportTotal
);

[Description("Schools that the same streams reach.")]
internal sealed record FundingLine(
    [property: Description("The streams, by short name; empty: none.")] IReadOnlyList<string> Streams,
    [property: Description("The streams in words.")] string Name,
    [property: Description("How many schools.")] int Schools,
    [property: Description("Half-days this school year so far.")] HalfDaysNode Now,
    [property: Description("Half-days of the year before, to the same day.")] HalfDaysNode Before
);

[Description("What agencies did with children that the same streams pay for.")]
internal sealed record FundedSupport(
    [property: Description("The streams, by short name; empty: none.")] IReadOnlyList<string> Streams,
    [property: Description("The streams in words.")] string Name,
    [property: Description("How often something was begun.")] int Begun,
    [property: Description("Children in it, each as often as it joined.")] int Children,
    [property: Description("Of those, for how many it is over.")] int Over,
    [property: Description("Of those, whom it helped, in part or whole.")] int Helped
)
{
    public static FundedSupport Of(IReadOnlyList<string> streams, string name, IReadOnlyList<SupportRecord> records)
    {
        var children = records.SelectMany(record => record.Children).ToList();
        return new FundedSupport(
            streams,
            name,
            records.Count,
            children.Count,
            children.Count(child => child.Outcome is not null),
            children.Count(child => child.Outcome is ReferralOutcome.Helped or ReferralOutcome.PartlyHelped)
        );
    }
}
