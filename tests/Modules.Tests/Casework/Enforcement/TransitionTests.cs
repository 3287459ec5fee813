using Attendance.Casework.Enforcement.Law;
using Xunit;

namespace Attendance.Modules.Tests.Casework.Enforcement;

/// <summary>Every transition is legal when everything holds, and every guard of every transition refuses with its reason when its one condition is spoiled.</summary>
[Trait("Row", "S79")]
[Trait("Row", "S99")]
public sealed class TransitionTests
{
    /// <summary>How the condition of a guard is broken, by its code, and what the reason has to say.</summary>
    private static readonly Dictionary<string, (Func<Attempt, Attempt> Spoil, string Says)> Spoils = new()
    {
        ["compulsory-school-age"] = (Fact(facts => facts with { BirthDate = facts.Today.AddYears(-3) }), "not of compulsory school age"),
        ["registered-pupil"] = (Fact(facts => facts with { OnRoll = false }), "on no school's roll"),
        ["unauthorised-absence"] = (
            Fact(facts => facts with { Marks = [.. facts.Marks.Select(mark => LawScene.Mark(mark.Session.Date, "I", mark.Session.Half))] }),
            "Authorised absence cannot be used"
        ),
        ["assessment"] = (Fact(facts => facts with { Assessed = false }), "not been assessed"),
        ["support-offered"] = (Considered(considered => considered with { Support = [] }), "No support has been offered"),
        ["support-tried"] = (
            Considered(considered => considered with { Support = [new Support(new DateOnly(2007, 1, 1), SupportEffect.Open)] }),
            "not recorded"
        ),
        ["notice-to-improve-first"] = (
            Considered(considered => considered with { Support = [new Support(new DateOnly(2007, 1, 1), SupportEffect.DidNotWork)] }),
            "comes first"
        ),
        ["looked-after-legal"] = (Fact(facts => facts with { LookedAfter = true }), "a lawyer has to agree"),
        ["looked-after-consulted"] = (Fact(facts => facts with { LookedAfter = true }), "has not been consulted"),
        ["child-protection-consulted"] = (
            attempt =>
                Considered(considered => considered with { SocialServicesConsulted = null })(
                    Fact(facts => facts with { ChildProtection = true })(attempt)
                ),
            "social services have not been consulted"
        ),
        ["threshold"] = (Fact(facts => facts with { Marks = [.. facts.Marks.Take(6)] }), "below the"),
        ["social-services-consulted"] = (Considered(considered => considered with { SocialServicesConsulted = null }), "36(8)"),
        ["supervision-order-considered"] = (Considered(considered => considered with { OrderConsidered = null }), "s447"),
        ["legal-sign-off"] = (Considered(considered => considered with { LegalSignOff = null }), "lawyer has not agreed"),
        ["not-paid-for"] = (
            Beside(attempt => new Matter(7, Track.PenaltyNotice, 1) { Stage = Stage.PaidLow, Period = attempt.Period }),
            "was paid"
        ),
        ["no-notice-running"] = (
            Beside(attempt => new Matter(7, Track.PenaltyNotice, 1) { Stage = Stage.NoticeIssued, Notice = Notice("7", attempt.Today) }),
            "Penalty notice 7"
        ),
        ["same-absence"] = (
            Beside(attempt => new Matter(7, Track.PenaltyNotice, 1)
            {
                Stage = Stage.Warned,
                Period = attempt.Period,
                OpenedOn = attempt.Today,
                Issuer = NoticeIssuer.Police,
            }),
            "by the police covers absence from"
        ),
        ["letter-sent"] = (Considered(considered => considered with { LetterSent = null }), "No letter"),
        ["home-visited"] = (Considered(considered => considered with { HomeVisited = null }), "Nobody has visited"),
        ["fast-track-trigger"] = (
            Fact(facts => facts with { Marks = [.. facts.Marks.Where((mark, i) => mark.Code != "O" || i == 0)] }),
            "below the fast track's 15%"
        ),
        ["watch-over"] = (
            Alter(matter => matter with { Watch = (matter.Watch!.Value.From, matter.Watch.Value.Until.AddDays(1)) }),
            "runs to"
        ),
        ["absent-in-watch"] = (
            Fact(facts => facts with { Marks = [.. facts.Marks.Where(mark => mark.Session.Date < facts.Today.AddDays(-30))] }),
            "attendance has improved"
        ),
        ["improvement-period"] = (Said(details => details with { Until = new DateOnly(2025, 3, 27) }), "3 to 6 weeks"),
        ["national-framework"] = (At(new DateOnly(2024, 8, 18)), "19 August 2024"),
        ["notice-power"] = (At(new DateOnly(2004, 2, 26)), "27 February 2004"),
        ["notice-ledger"] = (
            attempt =>
                Beside(_ => Issued(8, new DateOnly(2024, 10, 1)))(
                    Beside(_ => Issued(9, new DateOnly(2025, 1, 6)))(At(new DateOnly(2025, 3, 20))(attempt))
                ),
            "a third is not allowed"
        ),
        ["low-rate"] = (Said(details => details with { Amount = 49 }), "£50, in full"),
        ["high-rate"] = (Said(details => details with { Amount = 50 }), "£100, in full"),
        ["payment-over"] = (
            attempt => attempt with { Matter = attempt.Matter with { Notice = Notice("1", attempt.Today.AddDays(-41)) } },
            "can be paid until"
        ),
        ["withdrawal-ground"] = (Said(details => details with { Ground = null }), "which ground"),
        ["offence"] = (Said(details => details with { Offence = null }), "which offence"),
        ["custody"] = (Alter(matter => matter with { Offence = Offence.FailsToAttend }), "has no custody"),
        ["hearing-date"] = (Said(details => details with { Hearing = null }), "day of the hearing"),
        ["hearing-came"] = (Alter(matter => matter with { Hearing = new DateOnly(2030, 1, 1) }), "hearing is on"),
        ["amount"] = (Said(details => details with { Amount = 0 }), "amount in pounds"),
        ["wait-over"] = (Alter(matter => matter with { WaitUntil = new DateOnly(2030, 1, 1) }), "time given runs"),
        ["action-plan-weeks"] = (Said(details => details with { Until = details.Until!.Value.AddDays(1) }), "at most 4 weeks"),
        ["words"] = (Said(details => details with { Words = " " }), "what and why"),
        ["not-in-care"] = (Fact(facts => facts with { LookedAfter = true }), "in the authority's care"),
        ["no-order-in-force"] = (
            Beside(attempt => new Matter(7, Track.SupervisionOrder, 2)
            {
                Stage = Stage.OrderMade,
                Order = (attempt.Today, attempt.Today.AddDays(1)),
            }),
            "already under"
        ),
        ["order-in-force"] = (
            Alter(matter => matter with { Order = (new DateOnly(2006, 1, 1), new DateOnly(2006, 12, 31)) }),
            "order ended on"
        ),
        ["order-over"] = (Alter(matter => matter with { Order = (new DateOnly(2006, 1, 1), new DateOnly(2030, 1, 1)) }), "order runs to"),
        ["extension-time"] = (
            Alter(matter => matter with { Order = (matter.Order!.Value.From, matter.Order.Value.To.AddMonths(2)) }),
            "last three months"
        ),
        ["extension-length"] = (Said(details => details with { Until = details.Until!.Value.AddYears(3) }), "at most three years"),
        ["direction-due"] = (Said(details => details with { Until = null }), "by which the direction"),
        ["direction-open"] = (Said(details => details with { Direction = 2 }), "which direction"),
        ["persistent-failure"] = (Alter(matter => matter with { Directions = matter.Directions.RemoveAt(0) }), "persistent from 2"),
        ["parenting-order-power"] = (
            attempt =>
                attempt.Details.OnConviction
                    ? attempt with
                    {
                        Facts = attempt.Facts with { Matters = [attempt.Matter] },
                    }
                    : At(new DateOnly(2007, 8, 31))(attempt),
            ""
        ),
        ["on-conviction"] = (Said(details => details with { OnConviction = false }), "Without a conviction"),
        ["parenting-order-terms"] = (Said(details => details with { Until = new DateOnly(2030, 1, 1) }), "at most twelve months"),
        ["contract-power"] = (At(new DateOnly(2004, 2, 26)), "Parenting contracts began"),
        ["not-educated"] = (Fact(facts => facts with { OnRoll = true }), "is on a school's roll"),
        ["fifteen-days"] = (Said(details => details with { Until = details.Until!.Value.AddDays(-14) }), "not less than 15 days"),
    };

    public static IEnumerable<TheoryDataRow<string>> Rows() => TrackTable.All().Select(row => new TheoryDataRow<string>(Name(row)));

    [Theory]
    [MemberData(nameof(Rows))]
    public void Is_legal_when_everything_holds_and_every_guard_refuses_with_its_reason(string name)
    {
        var row = TrackTable.All().Single(candidate => Name(candidate) == name);
        var good = LawScene.Good(row);
        Assert.Empty(Decision.Judge(good)!);
        var taken = Decision.Take(good, [], "7");
        Assert.Equal(row.To, taken[0].Apply(good.Matter).Stage);
        foreach (var guard in row.Guards)
        {
            var (spoil, says) = Spoils[guard.Code];
            var spoiled = spoil(good);
            var obstacle = Assert.Single(Decision.Judge(spoiled)!, candidate => candidate.Code == guard.Code);
            Assert.Contains(says, obstacle.Reason);
            Assert.Equal(guard.Local, obstacle.MayBeOverridden);
            Assert.Throws<InvalidOperationException>(() => Decision.Take(spoiled, [], "7"));
            // The law's own conditions cannot be overridden; an authority's own can, one by one.
            var codes = Decision.Judge(spoiled)!.Select(left => left.Code).ToList();
            if (Decision.Judge(spoiled)!.All(left => left.MayBeOverridden))
                Assert.NotEmpty(Decision.Take(spoiled, codes, "7"));
            else
                Assert.Throws<InvalidOperationException>(() => Decision.Take(spoiled, codes, "7"));
        }
    }

    [Fact]
    public void Every_guard_is_spoiled_somewhere_and_every_step_that_is_not_in_the_table_is_refused()
    {
        Assert.Equal(Spoils.Keys.Order(), TrackTable.All().SelectMany(row => row.Guards).Select(guard => guard.Code).Distinct().Order());
        foreach (var track in Enum.GetValues<Track>())
        foreach (var stage in Enum.GetValues<Stage>())
        foreach (var step in Enum.GetValues<Step>())
        {
            var attempt = new Attempt(
                new Matter(1, track, 1) { Stage = stage },
                step,
                new StepDetails(),
                LawScene.Facts(new DateOnly(2007, 11, 22))
            );
            if (!TrackTable.All().Any(row => (row.Track, row.From, row.Step) == (track, stage, step)))
                Assert.Null(Decision.Judge(attempt));
        }
    }

    [Fact]
    public void Every_stage_of_a_track_is_reached_from_its_beginning_and_reaches_an_end()
    {
        foreach (var rows in TrackTable.All().GroupBy(row => row.Track))
        {
            var reached = new HashSet<Stage> { Stage.New };
            while (rows.Any(row => reached.Contains(row.From) && reached.Add(row.To))) { }
            Assert.Equal(rows.SelectMany(row => new[] { row.From, row.To }).Distinct().Order(), reached.Order());
            var ends = reached.Where(stage => rows.All(row => row.From != stage)).ToHashSet();
            while (rows.Any(row => ends.Contains(row.To) && ends.Add(row.From))) { }
            Assert.Equal(reached.Order(), ends.Order());
        }
    }

    private static string Name(Transition row) => $"{row.Track} {row.From} {row.Step}";

    private static PenaltyNotice Notice(string number, DateOnly issued) =>
        new(number, PenaltyKind.Absence, issued, issued, PenaltyTerms.On(issued, PenaltyKind.Absence, 0)!);

    private static Matter Issued(int number, DateOnly on) =>
        new(number, Track.PenaltyNotice, 1) { Stage = Stage.Unpaid, Notice = Notice($"{number}", on) };

    private static Func<Attempt, Attempt> Fact(Func<Circumstances, Circumstances> change) =>
        attempt => attempt with { Facts = change(attempt.Facts) };

    private static Func<Attempt, Attempt> At(DateOnly today) => Fact(facts => facts with { Today = today });

    private static Func<Attempt, Attempt> Considered(Func<Considerations, Considerations> change) =>
        Fact(facts => facts with { Considered = change(facts.Considered) });

    private static Func<Attempt, Attempt> Said(Func<StepDetails, StepDetails> change) =>
        attempt => attempt with { Details = change(attempt.Details) };

    private static Func<Attempt, Attempt> Alter(Func<Matter, Matter> change) => attempt => attempt with { Matter = change(attempt.Matter) };

    private static Func<Attempt, Attempt> Beside(Func<Attempt, Matter> other) =>
        attempt => attempt with { Facts = attempt.Facts with { Matters = [.. attempt.Facts.Matters, other(attempt)] } };
}
