using Attendance.Access.Contracts;
using Attendance.Partners.Directory;
using Attendance.Partners.Effects;
using Attendance.Partners.Referrals;
using Attendance.Partners.SchoolImprovement;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Time;
using MediatR;

namespace Attendance.Partners.BehaviourImprovement;

/// <summary>Reads the schools of the Behaviour Improvement Programme with their leads and scorecards.</summary>
internal sealed class BipSchools(
    IMediator mediator,
    ProgrammeBook programmes,
    SchoolList schools,
    EffectFigures registers,
    AbsenceFigures absence,
    ReferralBook referrals,
    SchoolClock clock
)
{
    /// <summary>The programme's short name in the directory.</summary>
    public const string Programme = "bip";

    private const string Best = "best";
    private static readonly Caller Job = Caller.System("behaviour-improvement");

    /// <summary>The schools that the programme's entry in the directory names.</summary>
    public async Task<IReadOnlyList<SchoolInput>> ListAsync(CancellationToken cancellation)
    {
        var named = (await programmes.ListAsync(cancellation)).Single(programme => programme.Id == Programme).Schools;
        return [.. (await schools.ListAsync(cancellation)).Where(school => named.Contains(school.School))];
    }

    /// <summary>Scorecards of these schools. Nothing of the children is told under five of them: then null.</summary>
    public async Task<IReadOnlyDictionary<Laestab, IReadOnlyList<ScorecardLine>?>> ScoreAsync(
        IReadOnlyList<SchoolInput> asked,
        BipRecords records,
        CancellationToken cancellation
    )
    {
        var today = clock.Today;
        var year = AcademicYear.Of(today);
        var last = new AcademicYear(year.StartYear - 1);
        var now = await registers.RegistersAsync(year.FirstDay, today);
        var before = await registers.RegistersAsync(last.FirstDay, today.AddYears(-1));
        var counted = await absence.BySchoolAsync(year);
        var countedBefore = await absence.BySchoolAsync(last);
        var referred = await ReferredAsync(year, cancellation);
        return asked.ToDictionary(
            school => school.School,
            school =>
                school.Roll is > 0 and < Effect.Fewest
                    ? null
                    : Scorecard.Of(
                        new ScorecardInput(
                            HalfDays.Sum(now[school.School]),
                            HalfDays.Sum(before[school.School]),
                            Children(counted, school.School),
                            Children(countedBefore, school.School),
                            school.Concerns,
                            referred.GetValueOrDefault(school.School),
                            [.. records.Policies[school.School]],
                            [.. records.Counts[school.School]],
                            year.FirstDay,
                            last.FirstDay,
                            today
                        )
                    )
        );
    }

    /// <summary>Children at each school who were referred to BEST in a school year, each counted once.</summary>
    private async Task<IReadOnlyDictionary<Laestab, int>> ReferredAsync(AcademicYear year, CancellationToken cancellation)
    {
        var children = (await referrals.ListAsync(null, Best, cancellation))
            .Where(referral => year.Contains(DateOnly.FromDateTime(SchoolClock.Local(referral.ReferredAt))))
            .Select(referral => referral.Pupil)
            .Distinct()
            .ToList();
        var pupils = await mediator.Send(new ReadPupils(Job, children), cancellation);
        return pupils
            .Values.Where(child => child.School is not null)
            .GroupBy(child => child.School!.Value)
            .ToDictionary(group => group.Key, group => group.DistinctBy(child => child.Pupil.Key).Count());
    }

    private static (int, int) Children(IReadOnlyDictionary<Laestab, AbsenceSums> counted, Laestab school) =>
        counted.TryGetValue(school, out var sums) ? (sums.Enrolments, sums.Persistent) : (0, 0);
}
