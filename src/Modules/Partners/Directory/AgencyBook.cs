using System.Data.Common;
using Attendance.Access.Contracts;
using Attendance.SharedKernel.Data;
using Dapper;

namespace Attendance.Partners.Directory;

/// <summary>Reads and writes agencies. They hold nothing about a child.</summary>
internal sealed class AgencyBook(Database database)
{
    /// <summary>Every agency, in the strategy's order and then by name.</summary>
    public async Task<IReadOnlyList<Agency>> ListAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<AgencyRow>(
            new CommandDefinition(
                "select * from partners_agency order by case when line is null then 1 else 0 end, line, name",
                cancellationToken: cancellation
            )
        );
        return [.. rows.Select(row => row.Agency)];
    }

    /// <summary>One agency; null when there is none.</summary>
    public async Task<Agency?> FindAsync(string id, CancellationToken cancellation) =>
        (await ListAsync(cancellation)).FirstOrDefault(agency => agency.Id == id);

    /// <summary>Adds an agency, or changes what is said of it. What the strategy says stays: its line, and the role of its people.</summary>
    public static Task SaveAsync(DbTransaction transaction, Agency agency) =>
        transaction.Connection!.ExecuteAsync(
            """
            insert into partners_agency (id, name, kind, role, about, contact) values (@id, @name, @kind, @role, @about, @contact)
            on conflict (id) do update set name = excluded.name, kind = excluded.kind, about = excluded.about, contact = excluded.contact
            """,
            new
            {
                id = agency.Id,
                name = agency.Name,
                kind = agency.Kind.ToString(),
                role = agency.Role?.ToString(),
                about = agency.About,
                contact = agency.Contact,
            },
            transaction
        );

    private sealed class AgencyRow
    {
        public string Id { get; init; } = "";
        public string Name { get; init; } = "";
        public string Kind { get; init; } = "";
        public string? Role { get; init; }
        public string About { get; init; } = "";
        public string? Contact { get; init; }
        public int? Line { get; init; }

        public Agency Agency =>
            new(Id, Name, Enum.Parse<AgencyKind>(Kind), Role is null ? null : Enum.Parse<Role>(Role), About, Contact, Line);
    }
}
