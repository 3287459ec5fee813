using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Casework.Contracts;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel.Time;
using MediatR;

namespace Attendance.Partners.Transport;

/// <summary>Says when transport should be asked for: the way to school is an assessed factor of the child's case, and by what is known the policy would take it.</summary>
internal sealed class TransportPrompts(IMediator mediator, SchoolClock clock)
{
    private static readonly Caller Job = Caller.System("transport");

    /// <summary>Why to ask for transport for a child whose present way is this; null: no reason to.</summary>
    public async Task<TransportPrompt?> OfAsync(PupilNode pupil, TransportRecord? current, CancellationToken cancellation)
    {
        if (current?.Route is not null)
            return null;
        if (!(await mediator.Send(new ReadAssessedFactors(pupil.Key), cancellation)).Contains(Factor.Transport))
            return null;
        var markers = await mediator.Send(new ReadChild(Job, pupil.Key), cancellation);
        var known = markers.IsOk
            ? markers
                .Value.Markers.Where(marker => marker.From <= clock.Today && (marker.To is null || marker.To >= clock.Today))
                .Select(marker => marker.Kind)
                .ToHashSet(StringComparer.Ordinal)
            : [];
        return Judge(current?.Way, pupil.BirthDate, clock.Today, known);
    }

    /// <summary>The same from what is known: what was recorded of the way, and the kinds of the child's markers in force. Pure.</summary>
    public static TransportPrompt? Judge(WayToSchool? recorded, DateOnly birthDate, DateOnly on, IReadOnlySet<string> markers)
    {
        var way = recorded ?? new WayToSchool(null, false, false, false);
        var basis = TransportPolicy.Judge(
            way with
            {
                SpecialNeeds = way.SpecialNeeds || markers.Contains(MarkerKinds.Sen),
                LowIncome = way.LowIncome || markers.Contains(MarkerKinds.FreeMeals),
            },
            birthDate,
            on
        );
        return basis switch
        {
            TransportBasis.Distance or TransportBasis.SpecialNeeds or TransportBasis.UnsafeRoute or TransportBasis.LowIncome =>
                TransportPrompt.LooksEligible,
            TransportBasis.NotMeasured => TransportPrompt.NotMeasured,
            TransportBasis.WithinWalking or TransportBasis.NotOfAge => null,
        };
    }
}

[Description("Why to ask for transport for a child.")]
internal enum TransportPrompt
{
    [Description("The way to school is an assessed factor, and by what is known the policy takes the child.")]
    LooksEligible,

    [Description("The way to school is an assessed factor, and its length is not known.")]
    NotMeasured,
}
