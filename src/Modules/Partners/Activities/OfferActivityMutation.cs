using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Partners.Agreements;
using Attendance.Partners.Support;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Partners.Activities;

/// <summary>Putting an activity on the menu.</summary>
[MutationRoot]
internal sealed class OfferActivityMutation(SupportDesk desk, IAuditTrail audit, IWriter writer, SchoolClock clock)
{
    private const string Kind = "activity";
    private const int MostPlaces = 60;
    private const int LastYear = 14;
    private const int MostWords = 10;

    [Description("Somebody of an agency puts an activity on the menu, for whoever works with young people to find.")]
    [Cost(10)]
    public async Task<AgreementPayload?> OfferActivity(
        Caller caller,
        [Description("The activity.")] OfferActivityInput input,
        CancellationToken cancellation = default
    )
    {
        var agency = await desk.RequireAgencyAsync(caller, input.Agency, cancellation);
        var words = new Words();
        var title = words.Need("title", input.Title, 100);
        var place = words.Need("place", input.Place, 200);
        var area = words.Need("area", input.Area, 100);
        var interests = Short("interests", input.Interests);
        var needs = Short("needs", input.Needs);
        words.Check(interests.Count > 0, "interests", "text-missing", "Say what it is for those who like it.");
        words.Check(
            input.FromYear >= 0 && input.FromYear <= input.ToYear && input.ToYear <= LastYear,
            "fromYear",
            "year-invalid",
            "Years from 0 (reception) to 14, the first not after the last."
        );
        words.Check(input.Places is > 0 and <= MostPlaces, "places", "count-invalid", $"1 to {MostPlaces} places.");
        words.Check(input.Until is null || input.Until >= input.From, "until", "until-before-from", "The last day is before the first.");
        if (words.Error is { } error)
            return AgreementPayload.Of(error);
        var id = GrowingNumber.Next(TimeProvider.System);
        var support = new SupportRecord(
            id,
            SupportKind.Of(Kind),
            agency.Id,
            [agency.Id],
            title,
            place,
            null,
            null,
            input.From,
            input.Until,
            caller.Name,
            clock.Now,
            null,
            null,
            false,
            [],
            []
        );
        var activity = new Activity(
            id,
            agency.Id,
            title,
            place,
            area,
            input.Time,
            interests,
            needs,
            input.FromYear,
            input.ToYear,
            input.Places,
            0,
            input.From,
            input.Until
        );
        await audit.ChangingAsync(caller, nameof(OfferActivity), $"activity/{id}", title, cancellation);
        await writer.Run(
            async transaction =>
            {
                await SupportBook.AddAsync(transaction, support);
                await ActivityBook.AddAsync(transaction, activity);
            },
            cancellation
        );
        return new AgreementPayload($"{id}", []);

        List<string> Short(string field, IReadOnlyList<string>? given)
        {
            var all = (given ?? []).Select(text => text.Trim().ToLowerInvariant()).Distinct(StringComparer.Ordinal).ToList();
            words.Check(
                all.Count <= MostWords
                    && all.TrueForAll(text => text.Length is > 0 and <= 40 && !text.Contains(',', StringComparison.Ordinal)),
                field,
                "text-invalid",
                $"At most {MostWords}, each of at most 40 characters without a comma."
            );
            return all;
        }
    }
}

[Description("An activity for the menu.")]
internal sealed record OfferActivityInput(
    [property: Description("The caller's agency, by its short name."), Id] string Agency,
    [property: Description("What it is called, 1 to 100 characters.")] string Title,
    [property: Description("Where, 1 to 200 characters.")] string Place,
    [property: Description("The neighbourhood, 1 to 100 characters.")] string Area,
    [property: Description("When it is.")] ActivityTime Time,
    [property: Description("What it is for those who like it (\"football\"), 1 to 10.")] IReadOnlyList<string> Interests,
    [property: Description("The youngest year, 0 for reception.")] int FromYear,
    [property: Description("The oldest year, at most 14.")] int ToYear,
    [property: Description("How many can take part, at most 60.")] int Places,
    [property: Description("The first day.")] DateOnly From,
    [property: Description("The last day.")] DateOnly? Until = null,
    [property: Description("Needs that it meets (\"step-free\"), at most 10.")] IReadOnlyList<string>? Needs = null
);
