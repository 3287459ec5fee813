using System.Data.Common;
using Attendance.Access.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Time;
using Dapper;

namespace Attendance.Partners.Posts;

/// <summary>Reads and writes who is named for which school. A post holds only while its person works for the agency. Judges nobody.</summary>
internal sealed class SchoolPostBook(Database database, SchoolClock clock)
{
    private const string Live = """
        p.from_date <= @today and (p.until_date is null or p.until_date > @today) and exists (select 1 from partners_member m
            where m.agency = p.agency and m.person = p.person and m.from_date <= @today and (m.until_date is null or m.until_date > @today))
        """;

    /// <summary>The posts of today at some schools (null: all) and of an agency (null: of each), by school and person.</summary>
    public async Task<IReadOnlyList<Post>> ListAsync(string? agency, Visible? schools, CancellationToken cancellation)
    {
        var parameters = new DynamicParameters(new { agency, today = clock.Today });
        schools?.AddTo(parameters);
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<(string Agency, long School, long Person, DateOnly From)>(
            new CommandDefinition(
                $"""
                select p.agency, p.school_id, p.person, p.from_date from partners_post p
                where {schools?.Sql ?? "1 = 1"} {(agency is null ? "" : "and p.agency = @agency")} and {Live}
                order by p.agency, p.school_id, p.from_date, p.person
                """,
                parameters,
                cancellationToken: cancellation
            )
        );
        return [.. rows.Select(row => new Post(row.Agency, Laestab.From(row.School), row.Person, row.From))];
    }

    /// <summary>The schools for which a person is named today, by agency.</summary>
    public async Task<ILookup<string, Laestab>> SchoolsOfAsync(long person, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<(string Agency, long School)>(
            new CommandDefinition(
                $"select p.agency, p.school_id from partners_post p where p.person = @person and {Live} order by p.school_id",
                new { person, today = clock.Today },
                cancellationToken: cancellation
            )
        );
        return rows.ToLookup(row => row.Agency, row => Laestab.From(row.School));
    }

    /// <summary>Names somebody for a school from today on. Again: nothing changes.</summary>
    public Task NameAsync(DbTransaction transaction, string agency, Laestab school, long person, Caller by) =>
        transaction.Connection!.ExecuteAsync(
            """
            insert into partners_post (agency, school_id, person, from_date, added_by, added_at)
            select @agency, @school, @person, @today, @by, @now where not exists (select 1 from partners_post p
                where p.agency = @agency and p.school_id = @school and p.person = @person and (p.until_date is null or p.until_date > @today))
            on conflict (agency, school_id, person, from_date) do update set until_date = null
            """,
            new
            {
                agency,
                school = (long)school.Value,
                person,
                today = clock.Today,
                by = by.Name,
                now = clock.Now,
            },
            transaction
        );

    /// <summary>Ends a post today. False: there was none.</summary>
    public async Task<bool> EndAsync(DbTransaction transaction, string agency, Laestab school, long person) =>
        await transaction.Connection!.ExecuteAsync(
            """
            update partners_post set until_date = @today
            where agency = @agency and school_id = @school and person = @person and (until_date is null or until_date > @today)
            """,
            new
            {
                agency,
                school = (long)school.Value,
                person,
                today = clock.Today,
            },
            transaction
        ) > 0;
}
