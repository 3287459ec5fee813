using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Casework.Assessments;
using Attendance.Casework.Cases;
using Attendance.Casework.Contracts;
using Attendance.Casework.Referrals;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;
using MediatR;

namespace Attendance.Casework.Interventions;

/// <summary>What is done for the child of a case, and what could be.</summary>
[Extends(typeof(CaseNode))]
internal sealed class CaseInterventions(IMediator mediator, SchoolClock clock)
{
    private static readonly Caller Job = Caller.System("casework");

    [Description("What was and is done for the child, the first first.")]
    [Cost(1)]
    public IReadOnlyList<InterventionNode> Interventions(CaseNode node)
    {
        var file = node.Folder.File;
        return
        [
            .. file.Of<InterventionStarted>()
                .Select(started => new InterventionNode(
                    file.Pupil,
                    started,
                    [.. file.Of<InterventionDose>().Where(dose => dose.Number == started.Number)],
                    file.Of<InterventionEnded>().FirstOrDefault(ended => ended.Number == started.Number),
                    clock.Today
                )),
        ];
    }

    [Description(
        "What the catalogue offers for what the assessment found (before one: what the referrals say), best first, each with the reason."
    )]
    [Cost(5)]
    public async Task<IReadOnlyList<InterventionSuggestion>> Suggestions(CaseNode node, CancellationToken cancellation = default)
    {
        var file = node.Folder.File;
        var factors =
            file.Of<AssessmentRecorded>().LastOrDefault()?.Factors.Select(found => found.Factor).ToHashSet()
            ?? [.. file.Of<ReferralJoined>().SelectMany(referral => referral.Factors)];
        var child = (await mediator.Send(new ReadPupils(Job, [file.Pupil]), cancellation)).GetValueOrDefault(file.Pupil);
        if (child is null || factors.Count == 0)
            return [];
        var today = clock.Today;
        var born = child.Pupil.BirthDate;
        var age = today.Year - born.Year - (today < born.AddYears(today.Year - born.Year) ? 1 : 0);
        var tried = file.Of<InterventionStarted>().Select(started => started.Catalogue).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. Catalogue
                .Suggest(factors, age, tried)
                .Select(found => new InterventionSuggestion(
                    found.Entry.Id,
                    found.Entry.Title,
                    found.Entry.Provider,
                    found.Entry.Tier,
                    found.Entry.Dose,
                    found.Entry.Factors,
                    found.Why
                )),
        ];
    }
}

/// <summary>An intervention in the GraphQL schema.</summary>
[Description("Something that is done for a child.")]
[GraphQL.Name("Intervention")]
internal sealed class InterventionNode(
    PupilId pupil,
    InterventionStarted started,
    IReadOnlyList<InterventionDose> doses,
    InterventionEnded? ended,
    DateOnly today
)
{
    /// <summary>Whose it is.</summary>
    internal PupilId Pupil => pupil;

    [Description("Its number in the case.")]
    public int Number => started.Number;

    [Description("The entry of the catalogue.")]
    public string Catalogue => started.Catalogue;

    [Description("What it is.")]
    public string Title => started.Title;

    [Description("Who does it.")]
    public string Provider => started.Provider;

    [Description("The first day.")]
    public DateOnly From => started.From;

    [Description("The last day; null while it goes on.")]
    public DateOnly? Until => ended?.On;

    [Description("True while it goes on.")]
    public bool Running => started.From <= today && (ended is null || ended.On >= today);

    [Description("How often and how long.")]
    public string Dose => started.Dose;

    [Description("What for.")]
    public string Purpose => started.Purpose;

    [Description("Sessions that took place.")]
    public int SessionsHeld => doses.Count(dose => dose.TookPlace);

    [Description("Sessions that did not take place.")]
    public int SessionsMissed => doses.Count(dose => !dose.TookPlace);

    [Description("What it did, as those who took part see it; null while it goes on.")]
    public InterventionOutcome? Outcome => ended?.Outcome;

    [Description("Why they think so.")]
    public string? OutcomeNote => ended?.Note;
}

/// <summary>What the marks say of an intervention.</summary>
[Extends(typeof(InterventionNode))]
internal sealed class InterventionEffects(IMediator mediator, SchoolClock clock)
{
    [Description("Attendance before, during and after, from the marks; times of equal length.")]
    [Cost(5)]
    public async Task<InterventionEffectNode> Effect(InterventionNode node, CancellationToken cancellation = default)
    {
        var (from, to) = InterventionEffect.Window(node.From, node.Until, clock.Today);
        var read = await mediator.Send(new ReadSessions(Caller.System("casework"), node.Pupil, from, to), cancellation);
        var sessions = read.IsOk ? read.Value : new ChildSessions(node.Pupil, default, [], []);
        var effect = InterventionEffect.Of(sessions, node.From, node.Until, clock.Today);
        return new InterventionEffectNode(
            Half(effect.Before),
            Half(effect.During),
            Half(effect.After),
            effect.Change is { } change ? Math.Round(change, 1, MidpointRounding.AwayFromZero) : null,
            effect.IsSmall
        );

        static EffectWindow Half(SessionCounts counts) => new(counts.Possible, counts.Attended);
    }
}

[Description("What the catalogue offers for a child, and why.")]
internal sealed record InterventionSuggestion(
    [property: Description("The entry of the catalogue.")] string Catalogue,
    [property: Description("What it is.")] string Title,
    [property: Description("Who does it.")] string Provider,
    [property: Description("1 for every child, 2 for some who need more, 3 for few who need most.")] int Tier,
    [property: Description("How often and how long.")] string Dose,
    [property: Description("What it is for.")] IReadOnlyList<Factor> Factors,
    [property: Description("Why it is offered, as a sentence.")] string Why
);

[Description("Attendance before, during and after an intervention.")]
[GraphQL.Name("InterventionEffect")]
internal sealed record InterventionEffectNode(
    [property: Description("Before it began.")] EffectWindow Before,
    [property: Description("While it went on.")] EffectWindow During,
    [property: Description("After it ended; nothing while it goes on.")] EffectWindow After,
    [property: Description("Percentage points from before to after, or to during while it goes on; null when nothing can be compared.")]
        decimal? Change,
    [property: Description("True when too few half-days are compared to say much: under 20.")] bool Small
);

[Description("Half-days of a time.")]
internal sealed record EffectWindow(
    [property: Description("Possible half-days.")] int Possible,
    [property: Description("Attended.")] int Attended
);
