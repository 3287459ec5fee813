using System.Data.Common;
using Attendance.Partners.Effects;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Dapper;

namespace Attendance.Partners.SchoolVisits;

/// <summary>Reads and writes records of visits. Judges nobody.</summary>
internal sealed class VisitBook(Database database)
{
    /// <summary>Visits of a school, or of all, the latest first.</summary>
    public async Task<IReadOnlyList<SchoolVisit>> ListAsync(Laestab? school, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<Row>(
            new CommandDefinition(
                $"select * from partners_school_visit {(school is null ? "" : "where school_id = @school")} order by visited_on desc, id desc",
                new { school = (long?)school?.Value },
                cancellationToken: cancellation
            )
        );
        return [.. rows.Select(row => row.Visit)];
    }

    /// <summary>Writes a new record.</summary>
    public static Task AddAsync(DbTransaction transaction, SchoolVisit visit)
    {
        var (figures, school, last, alike) = (visit.Figures, visit.Figures.School, visit.Figures.LastYear, visit.Figures.Alike);
        return transaction.Connection!.ExecuteAsync(
            """
            insert into partners_school_visit (id, school_id, kind, visited_on, findings, agreed, for_governors, as_of, known_at, children, possible, authorised,
                unauthorised, missing, last_possible, last_authorised, last_unauthorised, alike_possible, alike_authorised, alike_unauthorised, written_by, written_at)
            values (@id, @school, @kind, @on, @findings, @agreed, @governors, @asOf, @knownAt, @children, @possible, @authorised,
                @unauthorised, @missing, @lastPossible, @lastAuthorised, @lastUnauthorised, @alikePossible, @alikeAuthorised, @alikeUnauthorised, @by, @at)
            """,
            new
            {
                id = visit.Id,
                school = (long)visit.School.Value,
                kind = visit.Kind.ToString(),
                on = visit.VisitedOn,
                findings = visit.Findings,
                agreed = visit.Agreed,
                governors = visit.ForGovernors,
                asOf = figures.AsOf,
                knownAt = figures.KnownAt,
                children = figures.Children,
                possible = school.Possible,
                authorised = school.Authorised,
                unauthorised = school.Unauthorised,
                missing = figures.Missing,
                lastPossible = last.Possible,
                lastAuthorised = last.Authorised,
                lastUnauthorised = last.Unauthorised,
                alikePossible = alike.Possible,
                alikeAuthorised = alike.Authorised,
                alikeUnauthorised = alike.Unauthorised,
                by = visit.WrittenBy,
                at = visit.WrittenAt,
            },
            transaction
        );
    }

    private sealed class Row
    {
        public long Id { get; init; }
        public long SchoolId { get; init; }
        public string Kind { get; init; } = "";
        public DateOnly VisitedOn { get; init; }
        public string Findings { get; init; } = "";
        public string Agreed { get; init; } = "";
        public string ForGovernors { get; init; } = "";
        public DateOnly AsOf { get; init; }
        public DateTimeOffset KnownAt { get; init; }
        public int Children { get; init; }
        public long Possible { get; init; }
        public long Authorised { get; init; }
        public long Unauthorised { get; init; }
        public long Missing { get; init; }
        public long LastPossible { get; init; }
        public long LastAuthorised { get; init; }
        public long LastUnauthorised { get; init; }
        public long AlikePossible { get; init; }
        public long AlikeAuthorised { get; init; }
        public long AlikeUnauthorised { get; init; }
        public string WrittenBy { get; init; } = "";
        public DateTimeOffset WrittenAt { get; init; }

        public SchoolVisit Visit =>
            new(
                Id,
                Laestab.From(SchoolId),
                Enum.Parse<VisitKind>(Kind),
                VisitedOn,
                Findings,
                Agreed,
                ForGovernors,
                new VisitFigures(
                    AsOf,
                    KnownAt,
                    Children,
                    new HalfDays(Possible, Authorised, Unauthorised),
                    Missing,
                    new HalfDays(LastPossible, LastAuthorised, LastUnauthorised),
                    new HalfDays(AlikePossible, AlikeAuthorised, AlikeUnauthorised)
                ),
                WrittenBy,
                WrittenAt
            );
    }
}
