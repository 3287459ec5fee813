using Attendance.Access.Contracts;
using Attendance.Schools.Contracts;
using Attendance.Schools.Data;
using Attendance.Schools.Pupils;
using Attendance.Schools.Reading;
using Attendance.Schools.Rolls;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using MediatR;

namespace Attendance.Schools.Statistics;

/// <summary>Adds up enrolment standings into the rows of the published statistics. Standings hold counts by half term and code, so no mark is read.</summary>
internal sealed class ReportAbsenceHandler(IPolicy policy, Database database, SchoolFigures schools, RollReader rolls)
    : IRequestHandler<ReportAbsence, Result<IReadOnlyList<AbsenceRow>>>
{
    public async Task<Result<IReadOnlyList<AbsenceRow>>> Handle(ReportAbsence request, CancellationToken cancellationToken)
    {
        if (!await policy.MayAsync(request.Caller, Act.ReadAuthorityFigures, GrantTarget.All, cancellation: cancellationToken))
            return Error.NotFound;
        var rows = new List<(SchoolNode School, AbsenceSums Sums)>();
        foreach (var school in await schools.SchoolsAsync(cancellationToken))
        {
            if (request.School is { } only && school.Laestab != only)
                continue;
            var sums = await SchoolAsync(school.Laestab, request.Year, cancellationToken);
            if (sums.Enrolments > 0)
                rows.Add((school, sums));
        }
        if (request.School is not null && rows.Count == 0)
            return Error.NotFound;
        var report = rows.ConvertAll(row =>
            row.Sums.Row("School", AbsenceSums.TypeOf(row.School.Phase), 1, row.School.Laestab, row.School.Urn)
        );
        if (request.School is null)
        {
            foreach (
                var type in rows.GroupBy(row => AbsenceSums.TypeOf(row.School.Phase))
                    .OrderBy(group => Array.IndexOf(AbsenceSums.Types, group.Key))
            )
                report.Add(AbsenceSums.Total(type.Select(row => row.Sums)).Row("Local authority", type.Key, type.Count()));
            report.Add(AbsenceSums.Total(rows.Select(row => row.Sums)).Row("Local authority", "Total", rows.Count));
        }
        return report;
    }

    private async Task<AbsenceSums> SchoolAsync(Laestab school, AcademicYear year, CancellationToken cancellation)
    {
        var sums = new AbsenceSums();
        if (await rolls.LoadAsync(school, null, cancellation) is not { } roll)
            return sums;
        var pupils = roll.Pupils.ToDictionary(pupil => pupil.Id);
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = await connection.BeginReadAsync(cancellation);
        var standings = await transaction
            .Command("select pupil_id, detail from schools_enrolment_standing where school_id = @school and year = @year")
            .With("school", (long)school.Value)
            .With("year", year.StartYear)
            .ReadAsync(reader => (Pupil: new PupilId(reader.GetInt64(0)), Detail: (byte[])reader.GetValue(1)), cancellation);
        foreach (var (id, detail) in standings)
        {
            if (!pupils.TryGetValue(id, out var pupil) || !InStatistics(pupil, year))
                continue;
            sums.Add(
                detail,
                StatisticalPeriods.Counts(year, HalfTerm.Sum2, SchoolAge.Statistical(pupil.BirthDate, year)) ? HalfTerm.Sum2 : HalfTerm.Sum1
            );
        }
        return sums;
    }

    /// <summary>Age 5 to 15, and a place in the year that is neither a boarder's nor a guest's.</summary>
    private static bool InStatistics(RollPupil pupil, AcademicYear year) =>
        SchoolAge.InStatistics(pupil.BirthDate, year)
        && pupil.Enrolments.Any(place =>
            !place.Boarder
            && place.Status is not EnrolmentStatus.Guest
            && place.EntryDate <= year.LastDay
            && (place.LeavingDate is null || place.LeavingDate >= year.FirstDay)
        );
}

/// <summary>Running sums of enrolments.</summary>
internal sealed class AbsenceSums
{
    /// <summary>The school types of the published files, in their order.</summary>
    public static readonly string[] Types = ["State-funded primary", "State-funded secondary", "Special", "Alternative provision"];

    private readonly long[] _byCode = new long[256];
    private long _possible;
    private long _authorised;
    private long _unauthorised;
    private int _enrolmentsPa;
    private long _possiblePa;
    private long _authorisedPa;
    private long _unauthorisedPa;

    public int Enrolments { get; private set; }

    /// <summary>The type under which the statistics publish a phase. Middle schools are deemed secondary, nurseries primary.</summary>
    public static string TypeOf(SchoolPhase phase) =>
        phase switch
        {
            SchoolPhase.Nursery or SchoolPhase.Primary => Types[0],
            SchoolPhase.Middle or SchoolPhase.Secondary or SchoolPhase.AllThrough => Types[1],
            SchoolPhase.Special => Types[2],
            SchoolPhase.AlternativeProvision => Types[3],
        };

    /// <summary>Adds one enrolment, as far as its half terms count.</summary>
    public void Add(byte[] detail, HalfTerm through)
    {
        var (attended, authorised, unauthorised) = (0, 0, 0);
        foreach (var count in PackedCounts.Read(detail))
        {
            if (count.HalfTerm > through)
                continue;
            switch (count.Class)
            {
                case MarkClass.Present:
                case MarkClass.Approved:
                    attended += count.Sessions;
                    break;
                case MarkClass.Authorised:
                    authorised += count.Sessions;
                    _byCode[count.Code] += count.Sessions;
                    break;
                case MarkClass.Unauthorised:
                    unauthorised += count.Sessions;
                    _byCode[count.Code] += count.Sessions;
                    break;
                case MarkClass.Missing:
                case MarkClass.NotPossible:
                case MarkClass.Administrative:
                    break;
                default:
                    throw new InvalidOperationException("Unknown class.");
            }
        }
        var possible = attended + authorised + unauthorised;
        if (possible == 0)
            return;
        Enrolments++;
        _possible += possible;
        _authorised += authorised;
        _unauthorised += unauthorised;
        if (10 * (authorised + unauthorised) < possible)
            return;
        _enrolmentsPa++;
        _possiblePa += possible;
        _authorisedPa += authorised;
        _unauthorisedPa += unauthorised;
    }

    /// <summary>The sum of sums.</summary>
    public static AbsenceSums Total(IEnumerable<AbsenceSums> parts)
    {
        var total = new AbsenceSums();
        foreach (var part in parts)
        {
            total.Enrolments += part.Enrolments;
            total._possible += part._possible;
            total._authorised += part._authorised;
            total._unauthorised += part._unauthorised;
            total._enrolmentsPa += part._enrolmentsPa;
            total._possiblePa += part._possiblePa;
            total._authorisedPa += part._authorisedPa;
            total._unauthorisedPa += part._unauthorisedPa;
            for (var code = 0; code < part._byCode.Length; code++)
                total._byCode[code] += part._byCode[code];
        }
        return total;
    }

    public AbsenceRow Row(string level, string type, int schools, Laestab? school = null, int? urn = null) =>
        new()
        {
            Level = level,
            School = school,
            Urn = urn,
            SchoolType = type,
            Schools = schools,
            Enrolments = Enrolments,
            Possible = _possible,
            Authorised = _authorised,
            Unauthorised = _unauthorised,
            EnrolmentsPa = _enrolmentsPa,
            PossiblePa = _possiblePa,
            AuthorisedPa = _authorisedPa,
            UnauthorisedPa = _unauthorisedPa,
            ByCode = AttendanceCode.All.Where(code => _byCode[code.Id] > 0).ToDictionary(code => code.Text, code => _byCode[code.Id]),
        };
}
