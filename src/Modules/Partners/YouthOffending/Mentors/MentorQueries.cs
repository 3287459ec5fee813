using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Partners.YouthOffending.Posts;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Partners.YouthOffending.Mentors;

/// <summary>The register of volunteer mentors.</summary>
[QueryRoot]
internal sealed class MentorQueries(YouthDesk desk, MentorBook book, SchoolClock clock)
{
    [Description("The register of volunteer mentors, by name; for who keeps it.")]
    [Cost(10)]
    public async Task<IReadOnlyList<MentorNode>?> Mentors(Caller caller, CancellationToken cancellation = default)
    {
        await desk.RequireAsync(caller, YouthWork.Mentors, cancellation);
        var matches = (await book.MatchesAsync(null, cancellation)).Where(match => match.Outcome is null).ToLookup(match => match.Mentor);
        return
        [
            .. (await book.ListAsync(cancellation)).Select(mentor => new MentorNode(
                $"{mentor.Id}",
                mentor.Name,
                mentor.RecruitedOn,
                mentor.TrainedOn,
                mentor.CheckNumber,
                mentor.CheckUntil,
                mentor.LeftOn,
                mentor.On(clock.Today),
                matches[mentor.Id].Count()
            )),
        ];
    }
}

/// <summary>Matches with mentors.</summary>
[Extends(typeof(YoungPersonNode))]
internal sealed class YoungPersonMatches(MentorBook book, IPupilTexts texts, SchoolClock clock)
{
    [Description("Mentors who work or worked with the young person, the latest first.")]
    [Cost(10)]
    public async Task<IReadOnlyList<MentorMatchNode>?> Mentors(YoungPersonNode person, CancellationToken cancellation = default)
    {
        if (!person.Opens(YouthWork.Mentors))
            return null;
        var mentors = (await book.ListAsync(cancellation)).ToDictionary(mentor => mentor.Id);
        var nodes = new List<MentorMatchNode>();
        foreach (var match in await book.MatchesAsync(person.Person.Pupil, cancellation))
        {
            var words = match.OutcomeWords is null ? null : (await texts.OpenAsync(match.Pupil, [match.OutcomeWords], cancellation))[0];
            var mentor = mentors[match.Mentor];
            nodes.Add(
                new MentorMatchNode(
                    $"{match.Id}",
                    mentor.Name,
                    match.From,
                    match.Until,
                    match.Outcome,
                    words,
                    match.Outcome is null && mentor.On(clock.Today) is not MentorState.Ready
                )
            );
        }
        return nodes;
    }
}

[Description("A volunteer mentor.")]
[global::GraphQL.Name("Mentor")]
internal sealed record MentorNode(
    [property: Description("The mentor's id."), Id] string Id,
    [property: Description("Name.")] string Name,
    [property: Description("When recruited.")] DateOnly RecruitedOn,
    [property: Description("When trained; null: not yet.")] DateOnly? TrainedOn,
    [property: Description("The number of the criminal records check; null: none.")] string? CheckNumber,
    [property: Description("The first day on which the check no longer holds.")] DateOnly? CheckUntil,
    [property: Description("The first day on which the person is no mentor any more.")] DateOnly? LeftOn,
    [property: Description("Whether the mentor may work with a young person today.")] MentorState State,
    [property: Description("Young people whom the mentor works with.")] int Matches
);

[Description("A mentor's work with a young person.")]
[global::GraphQL.Name("MentorMatch")]
internal sealed record MentorMatchNode(
    [property: Description("The match's id."), Id] string Id,
    [property: Description("The mentor's name.")] string Mentor,
    [property: Description("The first day.")] DateOnly From,
    [property: Description("The last; null: not over.")] DateOnly? Until,
    [property: Description("What came of it; null: it is not over.")] MatchOutcome? Outcome,
    [property: Description("In words.")] string? OutcomeWords,
    [property: Description("True when the work goes on and the mentor may not do it today: the check ran out, or the mentor left.")]
        bool MustPause
);
