using Attendance.Access.Contracts;
using Attendance.Lac.Reports;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Time;

namespace Attendance.Lac.TenDays;

/// <summary>Reads quarters' reports for a caller: those that were frozen, and the running quarter as it stands.</summary>
internal sealed class TenDayReports(IPolicy policy, ReportBook reports, TenDayMaker maker, SchoolClock clock)
{
    /// <summary>The quarters that have a report, the newest first: the running one, then the frozen ones. Null: the caller's role is shown none.</summary>
    public async Task<IReadOnlyList<TenDayQuarter>?> QuartersAsync(Caller caller, CancellationToken cancellation)
    {
        if ((await VisibleAsync(caller, cancellation)).IsNobody)
            return null;
        var running = maker.QuarterOf(clock.Today);
        return
        [
            new TenDayQuarter(running.FirstDay, running.LastDay, clock.Now, Frozen: false),
            .. (await reports.ListAsync(ReportKind.TenDays, cancellation)).Select(report => new TenDayQuarter(
                report.FirstDay,
                report.LastDay,
                report.KnownAt,
                Frozen: true
            )),
        ];
    }

    /// <summary>The report of the quarter that begins on a day, with the children in the caller's scope. Null: there is none for this caller.</summary>
    public async Task<(TenDayQuarter Quarter, IReadOnlyList<(EntryRow Row, TenDayEntry Entry)> Entries)?> ReadAsync(
        Caller caller,
        DateOnly firstDay,
        CancellationToken cancellation
    )
    {
        var visible = await VisibleAsync(caller, cancellation);
        if (visible.IsNobody)
            return null;
        IReadOnlyList<(EntryRow Row, TenDayEntry Entry)> entries;
        TenDayQuarter quarter;
        if (await reports.FindAsync(ReportKind.TenDays, firstDay, cancellation) is { } report)
        {
            quarter = new TenDayQuarter(report.FirstDay, report.LastDay, report.KnownAt, Frozen: true);
            entries = await reports.EntriesAsync<TenDayEntry>(report.Id, visible, cancellation);
        }
        else
        {
            var running = maker.QuarterOf(clock.Today);
            if (running.FirstDay != firstDay)
                return null;
            quarter = new TenDayQuarter(running.FirstDay, running.LastDay, clock.Now, Frozen: false);
            var made = await maker.MakeAsync(running, clock.Now, cancellation);
            var rights = await policy.OfAsync(caller, [.. made.Select(one => new PupilId(one.Row.PupilId))], cancellation);
            entries = [.. made.Where(one => rights.TryGetValue(new PupilId(one.Row.PupilId), out var own) && own.May(Act.AuditCare))];
        }
        foreach (var (row, _) in entries)
            AuditScope.Current?.Show(new PupilId(row.PupilId));
        return (quarter, entries);
    }

    private ValueTask<Visible> VisibleAsync(Caller caller, CancellationToken cancellation) =>
        policy.VisibleAsync(caller, Act.AuditCare, "e.pupil_id", cancellation);
}
