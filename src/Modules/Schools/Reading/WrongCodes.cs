using Attendance.Schools.Contracts;
using Attendance.Schools.Data;
using Attendance.Schools.Journal;
using Attendance.Schools.Registers;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;

namespace Attendance.Schools.Reading;

/// <summary>
/// Patterns of codes used wrongly in a school's registers (S86): what cannot stand, what was withdrawn, what is used so often that it wants asking about. Counts only: it tells no child.
/// </summary>
internal sealed class WrongCodes(Database database, HeldMarkReader held)
{
    /// <summary>Absences of some days from which shares of codes are looked at. Ours: fewer say nothing.</summary>
    public const int LeastAbsences = 40;

    /// <summary>Share of a school's absences, in per cent, from which a catch-all code wants asking about. Ours: a fifth.</summary>
    public const int MostPercent = 20;

    // C: authorised, in other circumstances; N: no reason yet.
    private static readonly string[] CatchAll = ["C", "N"];

    /// <summary>What was found between two days, both included, the most frequent first.</summary>
    public async Task<IReadOnlyList<WrongCode>> ReadAsync(Laestab school, DateOnly from, DateOnly to, CancellationToken cancellation)
    {
        var tallies = await TalliesAsync(school, from, to, cancellation);
        var found = (await held.OpenAsync(school))
            .Where(row => row.Session.Date >= from && row.Session.Date <= to)
            .Where(row => row.Problem is MarkProblem.UnknownCode or MarkProblem.CodeNotYet or MarkProblem.CodeNotAllowed)
            .GroupBy(row => (row.Code, row.Problem))
            .Select(own => new WrongCode(own.Key.Code, own.Key.Problem, own.Count(), MarkProblem.Detail(own.Key.Problem)))
            .ToList();
        foreach (var own in tallies.GroupBy(row => row.Code))
        {
            var code = AttendanceCode.Parse(own.Key);
            var late = own.Where(row => code.IsWithdrawn(row.Date)).Sum(row => row.Count);
            if (late > 0)
                found.Add(new WrongCode(own.Key, MarkProblem.CodeWithdrawn, late, MarkProblem.Detail(MarkProblem.CodeWithdrawn)));
        }
        var absences = tallies
            .Where(row => AttendanceCode.Parse(row.Code).ClassOn(row.Date) is MarkClass.Authorised or MarkClass.Unauthorised)
            .Sum(row => row.Count);
        foreach (var text in CatchAll)
        {
            var count = tallies.Where(row => row.Code == text).Sum(row => row.Count);
            if (absences >= LeastAbsences && count * 100 >= absences * MostPercent)
                found.Add(
                    new WrongCode(
                        text,
                        "code-often",
                        count,
                        $"{count} of {absences} half-days of absence have this code: ask whether a more exact one fits."
                    )
                );
        }
        return [.. found.OrderByDescending(row => row.Count).ThenBy(row => row.Code, StringComparer.Ordinal)];
    }

    private async Task<List<(DateOnly Date, string Code, int Count)>> TalliesAsync(
        Laestab school,
        DateOnly from,
        DateOnly to,
        CancellationToken cancellation
    )
    {
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = await connection.BeginReadAsync(cancellation);
        return await transaction
            .Command(
                """
                select date, session, code, count from schools_session_tally
                where school_id = @school and date >= @from and date <= @to and count > 0
                """
            )
            .With("school", (long)school.Value)
            .With("from", from)
            .With("to", to)
            .ReadAsync(
                reader => (JournalReader.Session(reader.GetValue(0), reader.GetString(1)).Date, reader.GetString(2), reader.GetInt32(3)),
                cancellation
            );
    }
}

/// <summary>A code used wrongly. <paramref name="Pattern"/>: a stable code of what is wrong; <paramref name="Advice"/>: what to do, as a sentence.</summary>
internal sealed record WrongCode(string Code, string Pattern, int Count, string Advice);
