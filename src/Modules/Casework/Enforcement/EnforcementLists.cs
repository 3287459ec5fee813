using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Casework.Cases;
using Attendance.Casework.Contracts;
using Attendance.Casework.Enforcement.Law;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.GraphQL;
using Dapper;
using GraphQL.DataLoader;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Casework.Enforcement;

/// <summary>Lists over the matters of all cases in the caller's scope.</summary>
[QueryRoot]
internal sealed class EnforcementLists(Database database, IPolicy policy, CaseReader cases, CaseReads reads, EnforcementOptions options)
{
    private const int Most = 500;

    [Description("Hearings on a day in the caller's scope, by school and child.")]
    [Cost(20)]
    public async Task<IReadOnlyList<CourtListEntry>> CourtList(
        Caller caller,
        [Description("The day.")] DateOnly on,
        CancellationToken cancellation = default
    )
    {
        var visible = await policy.VisibleAsync(caller, Act.ReadCase, "m.pupil_id", cancellation);
        var parameters = Parameters(visible);
        parameters.Add("on", on);
        parameters.Add("most", Most);
        await using var connection = await database.OpenAsync(cancellation);
        var rows = (
            await connection.QueryAsync<(long Case, int Number)>(
                new CommandDefinition(
                    $"""
                    select m.case_id, m.number from casework_matter m
                    where m.hearing_on = @on and {visible.Sql} order by m.case_id, m.number limit @most
                    """,
                    parameters,
                    cancellationToken: cancellation
                )
            )
        ).ToList();
        var entries = new List<CourtListEntry>();
        foreach (var (id, number) in rows)
        {
            if (await cases.LoadAsync(new CaseId(id), cancellation) is not { } file)
                continue;
            var matter = EnforcementFile.Of([], file).Matters.FirstOrDefault(candidate => candidate.Matter.Number == number);
            AuditScope.Current?.Show(file.Pupil);
            entries.Add(new CourtListEntry(caller, file, number, matter, reads));
        }
        return entries;
    }

    [Description("Support set against enforcement between two days, both included, over the children whose cases the caller manages.")]
    [Cost(20)]
    public async Task<IReadOnlyList<BalanceRow>> EnforcementBalance(
        Caller caller,
        [Description("The first day.")] DateOnly from,
        [Description("The last day.")] DateOnly to,
        [Description("What a row is about.")] BalanceBy by,
        CancellationToken cancellation = default
    )
    {
        var visible = await policy.VisibleAsync(caller, Act.ApproveEnforcement, "b.pupil_id", cancellation);
        var parameters = Parameters(visible);
        parameters.Add("from", from);
        parameters.Add("to", to);
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<BalanceLine>(
            new CommandDefinition(
                $"""
                select b.pupil_id, b.school_id, b.team, b.groups, b.kind from casework_balance b
                where b.done_on >= @from and b.done_on <= @to and {visible.Sql} order by b.case_id, b.ordinal
                """,
                parameters,
                cancellationToken: cancellation
            )
        );
        return BalanceReport.Of(rows, by);
    }

    [Description(
        "Matters begun between two days, both included, by way, school and where they stand, with what came in, costs, and how long they took."
    )]
    [Cost(20)]
    public async Task<IReadOnlyList<OutcomeRow>> EnforcementOutcomes(
        Caller caller,
        [Description("The first day.")] DateOnly from,
        [Description("The last day.")] DateOnly to,
        CancellationToken cancellation = default
    )
    {
        var visible = await policy.VisibleAsync(caller, Act.ApproveEnforcement, "m.pupil_id", cancellation);
        var parameters = Parameters(visible);
        parameters.Add("from", from);
        parameters.Add("to", to);
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<OutcomeLine>(
            new CommandDefinition(
                $"""
                select m.track, m.stage, m.school_id, m.amount, m.costs, m.opened_on, m.hearing_on, c.opened_on as case_opened_on
                from casework_matter m join casework_case c on c.id = m.case_id
                where m.opened_on >= @from and m.opened_on <= @to and {visible.Sql} order by m.track, m.stage, m.school_id
                """,
                parameters,
                cancellationToken: cancellation
            )
        );
        return OutcomeRow.Of(rows, options);
    }

    private static DynamicParameters Parameters(Visible visible)
    {
        var parameters = new DynamicParameters();
        visible.AddTo(parameters);
        return parameters;
    }
}

/// <summary>A hearing in a list.</summary>
[Description("A hearing.")]
internal sealed class CourtListEntry(Caller caller, CaseFile file, int number, MatterFile? matter, CaseReads reads)
{
    [Id]
    [Description("The case's id.")]
    public string CaseId => file.Id.ToString();

    [Description("The matter's number.")]
    public int Number => number;

    [Description("The way of enforcement; null when it was erased with the child's key.")]
    public string? Title => matter is null ? null : MatterWords.Title(matter.Matter.Track);

    [Description("Where it stands.")]
    public string? Stands => matter is null ? null : MatterWords.Stands(matter.Matter.Stage);

    [Description("Against whom.")]
    public string? ParentName => matter?.ParentName;

    [Description("The section of the offence.")]
    public string? Offence => matter?.Matter.Offence is { } offence ? OffenceLaw.Of(offence).Section : null;

    [Description("The child; null when the caller's role does not show it.")]
    [Cost(1)]
    public IDataLoaderResult<PupilNode?> Pupil() => reads.Pupil(caller, file.Pupil).Then(found => found?.Pupil);

    [Description("The school where the child is on roll today.")]
    [Cost(1)]
    public IDataLoaderResult<string?> SchoolName() => reads.Pupil(caller, file.Pupil).Then(found => found?.SchoolName);
}

[Description("What the rows of a balance report are about.")]
internal enum BalanceBy
{
    [Description("A school.")]
    School,

    [Description("A locality team.")]
    Locality,

    [Description("A group of children by markers: looked after, special needs, and so on. A child can be in several.")]
    Group,
}

[Description("Support set against enforcement.")]
internal sealed record BalanceRow(
    [property: Description("The school's number, the team's or the group's name; Everybody for the first row.")] string Name,
    [property: Description("Times that support was offered.")] int Support,
    [property: Description("Steps of enforcement: warnings, notices, fast tracks, proceedings, orders.")] int Enforcement,
    [property: Description("Penalty warnings and notices to improve.")] int Warnings,
    [property: Description("Penalty notices issued.")] int Notices,
    [property: Description("Fast tracks begun and proceedings decided.")] int Proceedings,
    [property: Description("Orders applied for or made.")] int Orders,
    [property: Description("Children.")] int Children,
    [property: Description("Children with enforcement and no support.")] int WithoutSupport
);

/// <summary>A row of casework_balance.</summary>
internal sealed class BalanceLine
{
    public long PupilId { get; init; }
    public long? SchoolId { get; init; }
    public string? Team { get; init; }
    public string Groups { get; init; } = "";
    public string Kind { get; init; } = "";
}
