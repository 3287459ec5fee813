using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Lac.Children;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using MediatR;

namespace Attendance.Lac.Absences;

/// <summary>School time lost to services.</summary>
[QueryRoot]
internal sealed class ServiceTimeQueries(CareDesk desk, ServiceTimeBook book, IMediator mediator)
{
    [Description(
        "Half-days of a year, from 1 September, that looked-after children in the caller's scope lost to services, by service and reason, the most first. A half-day counts for as long as the register says that the child was absent with leave."
    )]
    [Cost(50)]
    public async Task<IReadOnlyList<ServiceTime>?> TimeLostToServices(
        Caller caller,
        [Description("The year in which it begins: 2006 for 2006/07.")] int year,
        CancellationToken cancellation = default
    )
    {
        var visible = await desk.VisibleAsync(caller, "t.pupil_id", cancellation);
        var span = YearArgument.Of(year);
        var counted = new List<ServiceTimeRow>();
        foreach (var own in (await book.ReadAsync(visible, span, cancellation)).GroupBy(row => row.PupilId))
        {
            var read = await mediator.Send(new ReadSessions(caller, new PupilId(own.Key), span.FirstDay, span.LastDay), cancellation);
            if (read.Error is not null)
                continue;
            var absent = read
                .Value.Sessions.Where(session => session.Class is MarkClass.Authorised)
                .Select(session => session.Session.Number)
                .ToHashSet();
            counted.AddRange(own.Where(row => absent.Contains(row.Session)));
        }
        return
        [
            .. counted
                .GroupBy(row => (row.Service, row.Reason))
                .Select(group => new ServiceTime(
                    Enum.Parse<CareService>(group.Key.Service),
                    Enum.Parse<ServiceReason>(group.Key.Reason),
                    group.Count(),
                    group.Select(row => row.PupilId).Distinct().Count()
                ))
                .OrderByDescending(line => line.HalfDays)
                .ThenBy(line => line.Service)
                .ThenBy(line => line.Reason),
        ];
    }
}

[Description("School time that looked-after children lost to a service.")]
internal sealed record ServiceTime(
    [property: Description("The service.")] CareService Service,
    [property: Description("What for.")] ServiceReason Reason,
    [property: Description("Half-days lost.")] int HalfDays,
    [property: Description("How many children lost them.")] int Children
);
