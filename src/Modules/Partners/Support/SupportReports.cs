using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Partners.Agreements;
using Attendance.Partners.Directory;
using Attendance.Partners.Effects;
using Attendance.Partners.Referrals;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;
using MediatR;

namespace Attendance.Partners.Support;

/// <summary>What came of an agency's support in the present school year, counted by kind. Nothing is told of fewer than five children.</summary>
internal sealed class SupportReports(SupportBook book, EffectFigures effects, IMediator mediator, SchoolClock clock)
{
    private const string Exclusion = "E";
    private static readonly Caller Job = Caller.System("partner-effects");

    /// <summary>The records of an agency that began this school year, by kind in the strategy's order.</summary>
    public async Task<IReadOnlyList<IGrouping<SupportKind, SupportRecord>>> ByKindAsync(string agency, CancellationToken cancellation)
    {
        return
        [
            .. (await book.OfAgencyAsync(agency, AcademicYear.Of(clock.Today).FirstDay, cancellation))
                .GroupBy(record => record.Kind)
                .OrderBy(alike => SupportKind.All.ToList().IndexOf(alike.Key)),
        ];
    }

    /// <summary>The report of one kind.</summary>
    public async Task<SupportLine> OfAsync(IGrouping<SupportKind, SupportRecord> alike, CancellationToken cancellation)
    {
        var children = alike.SelectMany(record => record.Children).ToList();
        var over = children.Where(child => child.Outcome is not null).ToList();
        var groups = new List<SupportGroup>();
        foreach (var record in alike.Where(record => record.Kind.Group))
        {
            var effect = await effects.OfChildrenAsync(
                record.Children.Select(child => child.Pupil),
                record.From,
                cancellation: cancellation
            );
            groups.Add(
                new SupportGroup(
                    record.Title,
                    record.School,
                    Told(record.Children.Count),
                    record.Sessions.Count,
                    record.ExclusionAvoided,
                    BeforeAfter.Of(effect),
                    await ExcludedAsync(record, effect.Days, cancellation)
                )
            );
        }
        var (all, before, after) = (0, default(HalfDays), default(HalfDays));
        foreach (var day in children.GroupBy(child => child.JoinedOn))
        {
            var effect = await effects.OfChildrenAsync(day.Select(child => child.Pupil), day.Key, cancellation: cancellation);
            (all, before, after) = (all + effect.Compared, before + effect.Before, after + effect.After);
        }
        var hidden = all is > 0 and < Effect.Fewest;
        return new SupportLine(
            alike.Key,
            alike.Count(),
            children.Count,
            over.Count,
            over.Count(child => child.Outcome is ReferralOutcome.Helped or ReferralOutcome.PartlyHelped),
            alike.Sum(record => record.Sessions.Count),
            alike.Sum(record => record.Sessions.Sum(session => session.Attended.Count)),
            alike.Count(record => record.ExclusionAvoided),
            new SupportedEffect(
                hidden ? null : all,
                hidden ? null : HalfDaysNode.Of(before),
                hidden ? null : HalfDaysNode.Of(after),
                Effect.Caveat
            ),
            groups,
            Scales(children),
            [
                .. alike
                    .Where(record => record.School is not null)
                    .GroupBy(record => record.School!.Value)
                    .OrderBy(school => school.Key)
                    .Select(school => new SupportAtSchool(school.Key, school.Count(), school.Count(record => record.ExclusionAvoided))),
            ]
        );
    }

    /// <summary>Half-days of exclusion (code E) of a group's children before and after; null under five children.</summary>
    private async Task<ExcludedHalfDays?> ExcludedAsync(SupportRecord record, EffectDays days, CancellationToken cancellation)
    {
        if (record.Children.Count < Effect.Fewest || days.Length == 0)
            return null;
        var (before, after) = (0, 0);
        foreach (var child in record.Children)
        {
            var read = await mediator.Send(new ReadSessions(Job, child.Pupil, days.From, days.To), cancellation);
            var excluded = read.IsOk ? read.Value.Sessions.Where(session => session.Code == Exclusion).ToList() : [];
            before += excluded.Count(session => session.Session.Date < days.Day);
            after += excluded.Count(session => session.Session.Date >= days.Day);
        }
        return new ExcludedHalfDays(before, after);
    }

    /// <summary>The six lines, averaged over the children who said them at both ends; none under five children.</summary>
    private static List<ScaleLine> Scales(List<SupportedChild> children)
    {
        var both = children.Where(child => child.Start is not null && child.End is not null).ToList();
        return both.Count < Effect.Fewest
            ? []
            :
            [
                .. OutcomeScale.Lines.Select(
                    (line, at) =>
                        new ScaleLine(line, both.Count, Average(both, child => child.Start!, at), Average(both, child => child.End!, at))
                ),
            ];
    }

    private static decimal Average(List<SupportedChild> children, Func<SupportedChild, OutcomeScale> scale, int line) =>
        Math.Round((decimal)children.Sum(child => scale(child).Values[line]) / children.Count, 1, MidpointRounding.AwayFromZero);

    private static int? Told(int children) => children is > 0 and < Effect.Fewest ? null : children;
}

/// <summary>The reports, beside the agency.</summary>
[Extends(typeof(AgencyNode))]
internal sealed class AgencySupport(IPolicy policy, AgreementBook agreements, SupportReports reports)
{
    [Description(
        "What it does with children this school year and what came of it, by kind; empty for who neither keeps the directory nor works for it."
    )]
    [Cost(50)]
    public async Task<IReadOnlyList<SupportLine>> Support(AgencyNode agency, Caller caller, CancellationToken cancellation = default)
    {
        if (
            !await policy.CouldAsync(caller, Act.RunPartners, GrantTarget.All, cancellation)
            && !(await agreements.AgenciesOfAsync(caller.Person ?? 0, cancellation)).Contains(agency.Id)
        )
            return [];
        var lines = new List<SupportLine>();
        foreach (var alike in await reports.ByKindAsync(agency.Id, cancellation))
            lines.Add(await reports.OfAsync(alike, cancellation));
        return lines;
    }
}

[Description("What came of one kind of support in a school year.")]
internal sealed record SupportLine(
    [property: Description("The kind.")] SupportKind Kind,
    [property: Description("How often it was begun.")] int Begun,
    [property: Description("Children in it, each as often as it joined.")] int Children,
    [property: Description("Of those, for how many it is over.")] int Over,
    [property: Description("Of those, whom it helped, in part or whole.")] int Helped,
    [property: Description("How often it met.")] int Sessions,
    [property: Description("How many children came to those, summed.")] int Attended,
    [property: Description("How often an exclusion from school was avoided.")] int ExclusionsAvoided,
    [property: Description("Attendance of its children before and after they joined.")] SupportedEffect Effect,
    [property: Description("Its groups and activities.")] IReadOnlyList<SupportGroup> Groups,
    [property: Description("The six outcomes for young people; none under five children who said them at both ends.")]
        IReadOnlyList<ScaleLine> Scale,
    [property: Description("By school, where it is done at one.")] IReadOnlyList<SupportAtSchool> Schools
);

[Description("Attendance of children before and after each joined, over as many days. Null under five children.")]
internal sealed record SupportedEffect(
    [property: Description("How many are compared.")] int? Compared,
    [property: Description("Half-days before.")] HalfDaysNode? Before,
    [property: Description("Half-days after.")] HalfDaysNode? After,
    [property: Description("What the comparison leaves open.")] string Caveat
);

[Description("A group or an activity, and what came of it.")]
internal sealed record SupportGroup(
    [property: Description("What it is called.")] string Title,
    [property: Description("The school where it is done.")] Laestab? School,
    [property: Description("Its children; null under five.")] int? Children,
    [property: Description("How often it met.")] int Sessions,
    [property: Description("True when an exclusion from school was avoided.")] bool ExclusionAvoided,
    [property: Description("Attendance of its children before and after it began.")] BeforeAfter Effect,
    [property: Description("Half-days of exclusion before and after; null under five children.")] ExcludedHalfDays? Excluded
);

[Description("Half-days of exclusion (code E).")]
internal sealed record ExcludedHalfDays(
    [property: Description("Before it began.")] int Before,
    [property: Description("After.")] int After
);

[Description("One of the six outcomes for young people, averaged from 1 to 10.")]
internal sealed record ScaleLine(
    [property: Description("The outcome, as the strategy words it.")] string Outcome,
    [property: Description("How many children said it at the start and at the end.")] int Children,
    [property: Description("At the start.")] decimal Start,
    [property: Description("At the end.")] decimal End
);

[Description("Support at a school.")]
internal sealed record SupportAtSchool(
    [property: Description("The school.")] Laestab School,
    [property: Description("How often it was begun there.")] int Begun,
    [property: Description("How often an exclusion was avoided.")] int ExclusionsAvoided
);
