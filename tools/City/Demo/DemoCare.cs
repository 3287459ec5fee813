using System.Globalization;
using System.Text;
using Attendance.Access.Contracts;
using Attendance.City.Plan;
using Attendance.Lac.Contracts;
using MediatR;

namespace Attendance.City.Demo;

/// <summary>
/// Records the city's looked-after children as an authority does: by a file in the shape of the yearly return. A few live at a residential unit, whose worker has an
/// account.
/// </summary>
internal static class DemoCare
{
    private const string Unit = "Oak House";

    private static readonly Caller Demonstration = Caller.System("demonstration");

    /// <summary>Records who is in care on the day. Answers the unit; null when nobody lives there.</summary>
    public static async Task<ResidentialUnit?> RecordAsync(
        IMediator mediator,
        CityPlan city,
        IReadOnlyList<CitySchool> schools,
        DateOnly day,
        CancellationToken cancellation
    )
    {
        var children = schools
            .SelectMany(school => school.Enrolments)
            .Select(enrolment => enrolment.Child)
            .Where(child => child.LookedAfterFrom <= day)
            .DistinctBy(child => child.Upn)
            .ToList();
        var text = new StringBuilder("upn,decom,ls,place,unit,social_worker\n");
        foreach (var (place, child) in children.Index())
        {
            var random = CityRandom.For(city.Seed, child.Upn.Value.GetHashCodeStable(), 6);
            var (placement, unit) =
                place % 5 == 0 ? ("K2", Unit)
                : random.Chance(0.15) ? ("P1", "")
                : (random.Chance(0.3) ? "F1" : "F6", "");
            text.Append(
                CultureInfo.InvariantCulture,
                $"{child.Upn.Value},{child.LookedAfterFrom:yyyy-MM-dd},{(random.Chance(0.6) ? "C2" : "V2")},{placement},{unit},{random.Of(Names.Girls)} {random.Of(Names.Families)}\n"
            );
        }
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(text.ToString()));
        var stored = await mediator.Send(new ImportLookedAfter(Demonstration, file, Strict: true), cancellation);
        if (stored.Error is { } error)
            throw new InvalidOperationException($"The demonstration's children in care: {error.Code} {error.Fields?[0].Code}.");
        return (await mediator.Send(new ReadUnits(Demonstration), cancellation)).Value.FirstOrDefault(unit => unit.Name == Unit);
    }
}
