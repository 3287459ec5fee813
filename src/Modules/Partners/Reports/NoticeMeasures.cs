using Attendance.Casework.Contracts;
using Attendance.Partners.Directory;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Time;
using MediatR;

namespace Attendance.Partners.Reports;

/// <summary>Enforcement by the police (S207), as Casework keeps it.</summary>
internal sealed class NoticeMeasures(IMediator mediator, SchoolClock clock) : IOutcomeMeasures
{
    public IReadOnlyDictionary<string, CountOutcome> Measures =>
        new Dictionary<string, CountOutcome>
        {
            ["police-notices"] = async (row, cancellation) =>
                OutcomeFigure.Of("Penalty notices by the police this year", (await ReadAsync(row, cancellation)).Notices),
            ["police-warnings"] = async (row, cancellation) =>
                OutcomeFigure.Of("Formal warnings by the police this year", (await ReadAsync(row, cancellation)).Warnings),
        };

    private Task<IssuedNotices> ReadAsync(AskedRow row, CancellationToken cancellation) =>
        row.OnceAsync(() => mediator.Send(new ReadPoliceNotices(AcademicYear.Of(clock.Today).FirstDay), cancellation));
}
