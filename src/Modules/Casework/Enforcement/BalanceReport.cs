using System.Globalization;
using Attendance.Casework.Cases;
using Attendance.Casework.Enforcement.Law;

namespace Attendance.Casework.Enforcement;

/// <summary>Adds support and enforcement up by school, locality or group. Pure.</summary>
internal static class BalanceReport
{
    private static readonly HashSet<string> Warnings = Names(Step.Warn, Step.RequireImprovement);
    private static readonly HashSet<string> Notices = Names(Step.IssueNotice);
    private static readonly HashSet<string> Proceedings = Names(Step.EnterFastTrack, Step.DecideToProsecute);
    private static readonly HashSet<string> Orders = Names(Step.ApplyForOrder, Step.MakeOrder, Step.ServeOrder);

    /// <summary>Everybody first, then a row for each, by name.</summary>
    public static IReadOnlyList<BalanceRow> Of(IEnumerable<BalanceLine> lines, BalanceBy by)
    {
        var all = lines.ToList();
        var rows = all.SelectMany(line => KeysOf(line, by).Select(key => (key, line)))
            .GroupBy(pair => pair.key, pair => pair.line, StringComparer.Ordinal)
            .OrderBy(row => row.Key, StringComparer.Ordinal)
            .Select(row => Row(row.Key, [.. row]));
        return [Row("Everybody", all), .. rows];
    }

    private static string[] KeysOf(BalanceLine line, BalanceBy by) =>
        by switch
        {
            BalanceBy.School => [line.SchoolId?.ToString(CultureInfo.InvariantCulture) ?? "On no roll"],
            BalanceBy.Locality => [line.Team ?? "No team"],
            BalanceBy.Group => line.Groups.Split(',', StringSplitOptions.RemoveEmptyEntries),
        };

    private static BalanceRow Row(string name, List<BalanceLine> lines)
    {
        var supported = lines.Where(line => line.Kind == "support").Select(line => line.PupilId).ToHashSet();
        int Count(HashSet<string> kinds) => lines.Count(line => kinds.Contains(line.Kind));
        var (warnings, notices, proceedings, orders) = (Count(Warnings), Count(Notices), Count(Proceedings), Count(Orders));
        return new BalanceRow(
            name,
            lines.Count(line => line.Kind == "support"),
            warnings + notices + proceedings + orders,
            warnings,
            notices,
            proceedings,
            orders,
            lines.Select(line => line.PupilId).Distinct().Count(),
            lines.Where(line => line.Kind != "support" && !supported.Contains(line.PupilId)).Select(line => line.PupilId).Distinct().Count()
        );
    }

    private static HashSet<string> Names(params Step[] steps) => [.. steps.Select(Stored.Name)];
}
