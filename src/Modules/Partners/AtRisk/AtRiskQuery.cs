using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Partners.SchoolImprovement;
using Attendance.Partners.Sharing;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using MediatR;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Partners.AtRisk;

/// <summary>Children at risk of poor attendance at a school: those that the rules found and those that its staff named, in one queue.</summary>
[QueryRoot]
internal sealed class AtRiskQuery(SchoolDesk desk, IPolicy policy, IMediator mediator, IPupilTexts texts, RaisedBook book)
{
    [Description(
        "Children of a school at risk of poor attendance, in the caller's scope: with an open flag, a concern that the school's staff raised, or both; the worst first. Null with NOT_FOUND when there is no such school in the caller's scope."
    )]
    [Cost(50)]
    public async Task<IReadOnlyList<AtRiskChild>?> AtRisk(
        Caller caller,
        [Description("The school.")] Laestab school,
        CancellationToken cancellation = default
    )
    {
        await desk.RequireAsync(caller, Act.ReadSchool, school, cancellation);
        var visible = await policy.VisibleAsync(caller, Act.ReadFlags, MergedPupils.Present("c.pupil_id"), cancellation);
        if (visible.IsNobody)
            throw Refusal.NotFound();
        var flagged = (await mediator.Send(new ReadFlaggedChildren(caller, school), cancellation)).ToLookup(flag => flag.Pupil);
        var open = await book.OpenAsync(school, visible, cancellation);
        var names = await desk.NamesAsync(open.Select(concern => concern.RaisedBy), cancellation);
        var ids = flagged.Select(own => own.Key).Union(open.Select(concern => concern.Pupil)).ToList();
        var pupils = await mediator.Send(new ReadPupils(caller, ids), cancellation);
        var raised = open.Where(concern => pupils.ContainsKey(concern.Pupil)).ToLookup(concern => pupils[concern.Pupil].Pupil.Key);
        var children = new List<AtRiskChild>();
        foreach (var at in pupils.Values.DistinctBy(each => each.Pupil.Key))
        {
            var id = at.Pupil.Key;
            var concerns = raised[id].ToList();
            var words = new List<string?>();
            foreach (var concern in concerns)
                words.Add((await texts.OpenAsync(concern.Pupil, [concern.Words], cancellation))[0]);
            children.Add(
                new AtRiskChild(
                    at.Pupil,
                    at.YearGroup,
                    [
                        .. flagged[id]
                            .Select(flag => new AtRiskFlag(
                                flag.Title,
                                flag.Severity,
                                flag.Confirmed switch
                                {
                                    null => PatternState.Open,
                                    true => PatternState.Confirmed,
                                    false => PatternState.Explained,
                                }
                            )),
                    ],
                    [
                        .. concerns
                            .Zip(words)
                            .Select(each => new AtRiskConcern(
                                $"{each.First.Id}",
                                each.Second,
                                names(each.First.RaisedBy),
                                each.First.RaisedAt
                            )),
                    ]
                )
            );
        }
        return
        [
            .. children
                .OrderByDescending(child => child.Flags.Select(flag => (int)flag.Severity).DefaultIfEmpty().Max())
                .ThenByDescending(child => child.Concerns.Count > 0)
                .ThenBy(child => child.Pupil.FamilyName, StringComparer.Ordinal)
                .ThenBy(child => child.Pupil.GivenName, StringComparer.Ordinal),
        ];
    }
}

[Description("A child at risk of poor attendance, and who said so.")]
internal sealed record AtRiskChild(
    [property: Description("The child.")] PupilNode Pupil,
    [property: Description("Year group as taught.")] string? YearGroup,
    [property: Description("Open flags of concern or action: what the rules found. The worst first.")] IReadOnlyList<AtRiskFlag> Flags,
    [property: Description("Open concerns that the school's staff raised. The oldest first.")] IReadOnlyList<AtRiskConcern> Concerns
);

[Description("What a rule found.")]
internal sealed record AtRiskFlag(
    [property: Description("The rule in plain words.")] string Title,
    [property: Description("How severe.")] FlagSeverity Severity,
    [property: Description("What the school last said of it.")] PatternState State
);

[Description("A concern that a school's staff raised.")]
internal sealed record AtRiskConcern(
    [property: Description("Its id."), Id] string Id,
    [property: Description("What is worrying; null when the child's texts were erased.")] string? Words,
    [property: Description("Who raised it.")] string RaisedBy,
    [property: Description("When.")] DateTimeOffset RaisedAt
);

/// <summary>What the school said of a pattern.</summary>
[Description("What the school said of a pattern that a rule found.")]
internal enum PatternState
{
    [Description("Nothing yet.")]
    Open,

    [Description("It sees the pattern too.")]
    Confirmed,

    [Description("It explained it.")]
    Explained,
}
