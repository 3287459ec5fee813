using System.Data.Common;
using Attendance.Access.Contracts;
using Attendance.Partners.Directory;
using Attendance.Partners.Sharing;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Time;
using Dapper;

namespace Attendance.Partners.Agreements;

/// <summary>
/// Reads and writes agreements, their children and the people of agencies; opens and ends what follows from them in the same transaction. Judges nobody.
/// </summary>
internal sealed class AgreementBook(Database database, IGrants grants, SchoolClock clock)
{
    private const string Columns =
        "id, agency, lawful_basis, purpose, children, fields, from_date, expires_on, written_by, written_at, approved_by, approved_at, ended_on, ended_reason";

    /// <summary>What the grants of an agreement name as their source.</summary>
    public static string Source(string agreement) => $"agreement/{agreement}";

    /// <summary>Every agreement, newest first, or those of some agencies.</summary>
    public async Task<IReadOnlyList<Agreement>> ListAsync(IReadOnlyCollection<string>? agencies, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<AgreementRow>(
            new CommandDefinition($"select {Columns} from partners_agreement order by written_at desc, id", cancellationToken: cancellation)
        );
        return [.. rows.Where(row => agencies?.Contains(row.Agency) ?? true).Select(row => row.Agreement)];
    }

    /// <summary>One agreement; null when there is none.</summary>
    public async Task<Agreement?> FindAsync(string id, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var row = await connection.QuerySingleOrDefaultAsync<AgreementRow>(
            new CommandDefinition($"select {Columns} from partners_agreement where id = @id", new { id }, cancellationToken: cancellation)
        );
        return row?.Agreement;
    }

    /// <summary>The children of agreements.</summary>
    public async Task<ILookup<string, PupilId>> ChildrenAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<(string Agreement, long Pupil)>(
            new CommandDefinition(
                "select agreement, pupil_id from partners_agreement_child order by agreement, pupil_id",
                cancellationToken: cancellation
            )
        );
        return rows.ToLookup(row => row.Agreement, row => new PupilId(row.Pupil));
    }

    /// <summary>The agreements that name a child, by whichever of its ids.</summary>
    public async Task<IReadOnlySet<string>> NamingAsync(PupilId pupil, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var ids = await connection.QueryAsync<string>(
            new CommandDefinition(
                $"select distinct agreement from partners_agreement_child where {MergedPupils.Are("pupil_id", "@pupil")}",
                new { pupil = pupil.Value },
                cancellationToken: cancellation
            )
        );
        return ids.ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The present id of every former one.</summary>
    public async Task<IReadOnlyDictionary<PupilId, PupilId>> MergedAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<(long Former, long Present)>(
            new CommandDefinition(MergedPupils.All, cancellationToken: cancellation)
        );
        return rows.ToDictionary(row => new PupilId(row.Former), row => new PupilId(row.Present));
    }

    /// <summary>The agencies that a person works for today.</summary>
    public async Task<IReadOnlyList<string>> AgenciesOfAsync(long person, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<string>(
            new CommandDefinition(
                $"select agency from partners_member where person = @person and {Live} order by agency",
                new { person, today = clock.Today },
                cancellationToken: cancellation
            )
        );
        return [.. rows];
    }

    /// <summary>The people who work for an agency today.</summary>
    public async Task<IReadOnlyList<long>> MembersAsync(string agency, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await MembersAsync(connection, null, agency);
    }

    /// <summary>Writes a draft.</summary>
    public async Task WriteAsync(DbTransaction transaction, Agreement agreement, IReadOnlyCollection<PupilId> children)
    {
        await transaction.Connection!.ExecuteAsync(
            """
            insert into partners_agreement (id, agency, lawful_basis, purpose, children, fields, from_date, expires_on, written_by, written_at)
            values (@id, @agency, @basis, @purpose, @children, @fields, @from, @expires, @by, @at)
            """,
            new
            {
                id = agreement.Id,
                agency = agreement.Agency,
                basis = agreement.LawfulBasis,
                purpose = agreement.Purpose,
                children = agreement.Children.ToString(),
                fields = string.Join(',', agreement.Fields),
                from = agreement.From,
                expires = agreement.ExpiresOn,
                by = agreement.WrittenBy,
                at = agreement.WrittenAt,
            },
            transaction
        );
        foreach (var child in children)
            await AddChildAsync(transaction, agreement.Id, child, agreement.WrittenBy);
    }

    /// <summary>Agrees to a draft and opens its children. False: it is a draft no more.</summary>
    public async Task<bool> ApproveAsync(DbTransaction transaction, Caller by, Agreement agreement, Role role)
    {
        var approved = await transaction.Connection!.ExecuteAsync(
            "update partners_agreement set approved_by = @by, approved_at = @now where id = @id and approved_by is null and ended_on is null",
            new
            {
                id = agreement.Id,
                by = by.Name,
                now = clock.Now,
            },
            transaction
        );
        if (approved == 0)
            return false;
        var children = await transaction.Connection!.QueryAsync<long>(
            "select pupil_id from partners_agreement_child where agreement = @id order by pupil_id",
            new { id = agreement.Id },
            transaction
        );
        foreach (var person in await MembersAsync(transaction.Connection!, transaction, agreement.Agency))
        foreach (var child in children)
            await OpenAsync(transaction, by, agreement, role, person, new PupilId(child));
        return true;
    }

    /// <summary>A child joins a live agreement because it was referred to the agency.</summary>
    public async Task JoinAsync(DbTransaction transaction, Caller by, Agreement agreement, Role role, PupilId child)
    {
        await AddChildAsync(transaction, agreement.Id, child, by.Name);
        foreach (var person in await MembersAsync(transaction.Connection!, transaction, agreement.Agency))
            await OpenAsync(transaction, by, agreement, role, person, child);
    }

    /// <summary>Ends an agreement today, and with it what it opened. False: it was ended already.</summary>
    public async Task<bool> EndAsync(DbTransaction transaction, Caller by, string agreement, string reason)
    {
        var ended = await transaction.Connection!.ExecuteAsync(
            "update partners_agreement set ended_on = @today, ended_by = @by, ended_reason = @reason where id = @agreement and ended_on is null",
            new
            {
                agreement,
                reason,
                by = by.Name,
                today = clock.Today,
            },
            transaction
        );
        if (ended > 0)
            await grants.EndAsync(transaction, by, Source(agreement), reason);
        return ended > 0;
    }

    /// <summary>A person begins to work for an agency, and sees what its live agreements open.</summary>
    public async Task JoinAgencyAsync(DbTransaction transaction, Caller by, Agency agency, long person)
    {
        if ((await MembersAsync(transaction.Connection!, transaction, agency.Id)).Contains(person))
            return;
        await transaction.Connection!.ExecuteAsync(
            """
            insert into partners_member (agency, person, from_date, added_by, added_at) values (@agency, @person, @today, @by, @now)
            on conflict (agency, person, from_date) do update set until_date = null
            """,
            new
            {
                agency = agency.Id,
                person,
                today = clock.Today,
                by = by.Name,
                now = clock.Now,
            },
            transaction
        );
        var rows = await transaction.Connection!.QueryAsync<AgreementRow>(
            $"select {Columns} from partners_agreement where agency = @agency and approved_by is not null and ended_on is null and expires_on > @today",
            new { agency = agency.Id, today = clock.Today },
            transaction
        );
        foreach (var agreement in rows.Select(row => row.Agreement).ToList())
        {
            var children = await transaction.Connection!.QueryAsync<long>(
                "select pupil_id from partners_agreement_child where agreement = @id order by pupil_id",
                new { id = agreement.Id },
                transaction
            );
            foreach (var child in children.ToList())
                await OpenAsync(transaction, by, agreement, agency.Role!.Value, person, new PupilId(child));
        }
    }

    /// <summary>A person no longer works for an agency, and sees nothing of its agreements any more. False: the person did not.</summary>
    public async Task<bool> LeaveAgencyAsync(DbTransaction transaction, Caller by, string agency, long person, string reason)
    {
        var left = await transaction.Connection!.ExecuteAsync(
            $"update partners_member set until_date = @today where agency = @agency and person = @person and {Live}",
            new
            {
                agency,
                person,
                today = clock.Today,
            },
            transaction
        );
        if (left == 0)
            return false;
        var agreements = await transaction.Connection!.QueryAsync<string>(
            "select id from partners_agreement where agency = @agency and approved_by is not null order by id",
            new { agency },
            transaction
        );
        foreach (var agreement in agreements.ToList())
            await grants.EndAsync(transaction, by, Source(agreement), reason, person);
        return true;
    }

    private const string Live = "from_date <= @today and (until_date is null or until_date > @today)";

    private async Task<IReadOnlyList<long>> MembersAsync(DbConnection connection, DbTransaction? transaction, string agency) =>
        [
            .. await connection.QueryAsync<long>(
                $"select person from partners_member where agency = @agency and {Live} order by person",
                new { agency, today = clock.Today },
                transaction
            ),
        ];

    private Task<int> AddChildAsync(DbTransaction transaction, string agreement, PupilId child, string by) =>
        transaction.Connection!.ExecuteAsync(
            """
            insert into partners_agreement_child (agreement, pupil_id, added_by, added_at) values (@agreement, @child, @by, @now)
            on conflict do nothing
            """,
            new
            {
                agreement,
                child = child.Value,
                by,
                now = clock.Now,
            },
            transaction
        );

    private async Task OpenAsync(DbTransaction transaction, Caller by, Agreement agreement, Role role, long person, PupilId child)
    {
        var from = agreement.From > clock.Today ? agreement.From : clock.Today;
        var given = await grants.GiveAsync(
            transaction,
            by,
            new ModuleGrant(
                person,
                role,
                Relation.Agreement,
                GrantTarget.Of(child),
                Source(agreement.Id),
                "Information sharing agreement",
                from,
                agreement.ExpiresOn,
                agreement.Id,
                agreement.Fields
            )
        );
        // Who left meanwhile is shown nothing; anything else is a bug.
        if (given.Error is { } error && error != Error.NotFound)
            throw new InvalidOperationException($"An agreement could not be opened: {error.Code} {error.Fields?[0].Code}.");
    }

    private sealed class AgreementRow
    {
        public string Id { get; init; } = "";
        public string Agency { get; init; } = "";
        public string LawfulBasis { get; init; } = "";
        public string Purpose { get; init; } = "";
        public string Children { get; init; } = "";
        public string Fields { get; init; } = "";
        public DateOnly FromDate { get; init; }
        public DateOnly ExpiresOn { get; init; }
        public string WrittenBy { get; init; } = "";
        public DateTimeOffset WrittenAt { get; init; }
        public string? ApprovedBy { get; init; }
        public DateTimeOffset? ApprovedAt { get; init; }
        public DateOnly? EndedOn { get; init; }
        public string? EndedReason { get; init; }

        public Agreement Agreement =>
            new(
                Id,
                Agency,
                LawfulBasis,
                Purpose,
                Enum.Parse<Contracts.SharedChildren>(Children),
                Fields.Split(','),
                FromDate,
                ExpiresOn,
                WrittenBy,
                WrittenAt,
                ApprovedBy,
                ApprovedAt,
                EndedOn,
                EndedReason
            );
    }
}
