using System.Data.Common;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Dapper;

namespace Attendance.Partners.Directory;

/// <summary>Reads and writes programmes and the schools in them.</summary>
internal sealed class ProgrammeBook(Database database)
{
    /// <summary>Every programme, in the strategy's order and then by name.</summary>
    public async Task<IReadOnlyList<Programme>> ListAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var schools = (
            await connection.QueryAsync<(string Programme, long School)>(
                new CommandDefinition(
                    "select programme, school_id from partners_programme_school order by school_id",
                    cancellationToken: cancellation
                )
            )
        ).ToLookup(row => row.Programme, row => Laestab.From(row.School));
        var rows = await connection.QueryAsync<ProgrammeRow>(
            new CommandDefinition(
                "select * from partners_programme order by case when line is null then 1 else 0 end, line, name",
                cancellationToken: cancellation
            )
        );
        return
        [
            .. rows.Select(row => new Programme(
                row.Id,
                row.Name,
                Enum.Parse<ProgrammeKind>(row.Kind),
                row.About,
                row.FundedBy,
                row.LeadAgency,
                row.Areas,
                row.FromDate,
                row.UntilDate,
                row.Line,
                [.. schools[row.Id]],
                row.Money
            )),
        ];
    }

    /// <summary>Adds a programme or changes what is said of it, with its schools.</summary>
    public static async Task SaveAsync(DbTransaction transaction, Programme programme)
    {
        await transaction.Connection!.ExecuteAsync(
            """
            insert into partners_programme (id, name, kind, about, funded_by, lead_agency, areas, from_date, until_date, money)
            values (@id, @name, @kind, @about, @fundedBy, @lead, @areas, @from, @until, @money)
            on conflict (id) do update set name = excluded.name, kind = excluded.kind, about = excluded.about, funded_by = excluded.funded_by,
                lead_agency = excluded.lead_agency, areas = excluded.areas, from_date = excluded.from_date, until_date = excluded.until_date,
                money = excluded.money
            """,
            new
            {
                id = programme.Id,
                name = programme.Name,
                kind = programme.Kind.ToString(),
                about = programme.About,
                fundedBy = programme.FundedBy,
                lead = programme.LeadAgency,
                areas = programme.Areas,
                from = programme.From,
                until = programme.Until,
                money = programme.Money,
            },
            transaction
        );
        await transaction.Connection!.ExecuteAsync(
            "delete from partners_programme_school where programme = @id",
            new { id = programme.Id },
            transaction
        );
        foreach (var school in programme.Schools)
            await transaction.Connection!.ExecuteAsync(
                "insert into partners_programme_school (programme, school_id) values (@id, @school)",
                new { id = programme.Id, school = (long)school.Value },
                transaction
            );
    }

    private sealed class ProgrammeRow
    {
        public string Id { get; init; } = "";
        public string Name { get; init; } = "";
        public string Kind { get; init; } = "";
        public string About { get; init; } = "";
        public string? FundedBy { get; init; }
        public string? LeadAgency { get; init; }
        public string Areas { get; init; } = "";
        public DateOnly? FromDate { get; init; }
        public DateOnly? UntilDate { get; init; }
        public int? Line { get; init; }
        public int? Money { get; init; }
    }
}
