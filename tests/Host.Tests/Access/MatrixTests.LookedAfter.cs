using Attendance.Schools.Contracts;
using Attendance.SharedKernel.Data;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace Attendance.Host.Tests.Access;

/// <content>Looked-after children, by the roads of their own pages.</content>
public sealed partial class MatrixTests
{
    /// <summary>Looked-after children: Ann is one.</summary>
    private async Task CareAsync(string caller)
    {
        var board = await AskAsync(caller, "{ lookedAfterBoard { children { pupil { upn } } } }");
        Check(
            _expected.Of("care", "in", caller) == "R"
                ? board.Text.Contains(AccessCity.Ann.Value, StringComparison.Ordinal)
                : board.Codes is ["FORBIDDEN"],
            $"{caller} lookedAfterBoard: {board.Text}"
        );
        var units = await AskAsync(caller, "{ residentialUnits { name } }");
        Check(
            _expected.Of("care-record", "in", caller) == "R" ? units.Codes.Count == 0 : units.Codes is ["NOT_FOUND"],
            $"{caller} residentialUnits: {units.Text}"
        );
        var audits = await AskAsync(caller, "{ missedDayAudits { id } }");
        Check(
            _expected.Of("care-audit", "in", caller) == "R"
                ? audits.Text.Contains(SignedAudit, StringComparison.Ordinal)
                : audits.Codes is ["FORBIDDEN"],
            $"{caller} missedDayAudits: {audits.Text}"
        );
        var quarters = await AskAsync(caller, "{ tenDayQuarters { firstDay } }");
        Check(
            _expected.Of("care-audit", "in", caller) == "R" ? quarters.Codes.Count == 0 : quarters.Codes is ["FORBIDDEN"],
            $"{caller} tenDayQuarters: {quarters.Text}"
        );
        var tenDays = await AskAsync(caller, "{ tenDayReport(quarter: \"2006-10-01\") { children { action } } }");
        Check(
            _expected.Of("care-report", "in", caller) == "R" ? tenDays.Codes.Count == 0 : tenDays.Codes is ["NOT_FOUND"],
            $"{caller} tenDayReport: {tenDays.Text}"
        );
        var terms = await AskAsync(caller, "{ termlyUpdates { firstDay } }");
        Check(
            _expected.Of("care", "in", caller) == "R" ? terms.Codes.Count == 0 : terms.Codes is ["FORBIDDEN"],
            $"{caller} termlyUpdates: {terms.Text}"
        );
        foreach (
            var (kind, query) in new[]
            {
                ("care-update", "{ termlyUpdate(term: \"2006-04-17\") { children { pattern } } }"),
                ("member-report", "{ memberReports { state } }"),
                ("care-figures", "{ lookedAfterYear(year: \"2005/06\") { pupils } }"),
                ("care-figures", "{ lookedAfterGroups { school } }"),
            }
        )
        {
            var report = await AskAsync(caller, query);
            Check(
                _expected.Of(kind, "in", caller) == "R" ? report.Codes.Count == 0 : report.Codes is ["NOT_FOUND"],
                $"{caller} {query}: {report.Text}"
            );
        }
        var audit = await AskAsync(caller, $"{{ missedDayAudit(id: \"{SignedAudit}\") {{ state text {{ findings }} }} }}");
        Check(
            _expected.Of("care-audit", "in", caller) == "R" ? audit.Codes.Count == 0 : audit.Codes is ["NOT_FOUND"],
            $"{caller} missedDayAudit: {audit.Text}"
        );
    }

    /// <summary>The frozen report of a quarter, as the module would have stored it.</summary>
    private Task<int> FreezeReportAsync(string kind, string firstDay, string lastDay) =>
        _city
            .Host.Services.GetRequiredService<IWriter>()
            .Run(transaction =>
                transaction.Connection!.ExecuteAsync(
                    """
                    insert into lac_report (id, kind, first_day, last_day, known_at, made_at)
                    values (@id, @kind, @first, @last, @at, @at) on conflict do nothing
                    """,
                    new
                    {
                        id = DateOnly.Parse(firstDay).DayNumber,
                        kind,
                        first = DateOnly.Parse(firstDay),
                        last = DateOnly.Parse(lastDay),
                        at = _city.Clock.GetUtcNow(),
                    },
                    transaction
                )
            );

    /// <summary>Meetings about looked-after children: Ann has one, on 3 July 2006.</summary>
    private async Task MeetingsAsync(string caller)
    {
        var may = _expected.Of("care-audit", "in", caller) == "R";
        var meetings = await AskAsync(caller, "{ careMeetings(from: \"2006-07-01\", to: \"2006-07-31\") { id } }");
        Check(
            may ? meetings.Text.Contains(SignedAudit, StringComparison.Ordinal) : meetings.Codes is ["FORBIDDEN"],
            $"{caller} careMeetings: {meetings.Text}"
        );
        var meeting = await AskAsync(
            caller,
            $"{{ careMeeting(id: \"{SignedAudit}\") {{ state text {{ minute }} attendance {{ possible }} }} }}"
        );
        Check(may ? meeting.Codes.Count == 0 : meeting.Codes is ["NOT_FOUND"], $"{caller} careMeeting: {meeting.Text}");
        var timetable = await AskAsync(caller, "{ careTimetable { pupil { upn } missing } }");
        Check(
            may ? timetable.Text.Contains(AccessCity.Ann.Value, StringComparison.Ordinal) : timetable.Codes is ["FORBIDDEN"],
            $"{caller} careTimetable: {timetable.Text}"
        );
    }

    /// <summary>A released report for elected members, as the module would have stored it.</summary>
    private Task<int> ReleaseReportAsync() =>
        _city
            .Host.Services.GetRequiredService<IWriter>()
            .Run(transaction =>
                transaction.Connection!.ExecuteAsync(
                    """
                    insert into lac_member_report (first_day, last_day, known_at, made_at, content, state)
                    values (@first, @last, @at, @at, '[]', 'Released')
                    """,
                    new
                    {
                        first = new DateOnly(2006, 7, 1),
                        last = new DateOnly(2006, 9, 30),
                        at = _city.Clock.GetUtcNow(),
                    },
                    transaction
                )
            );

    /// <summary>What the looked-after team keeps besides.</summary>
    private async Task DailyAsync(string caller)
    {
        foreach (
            var (query, field, shows) in new[]
            {
                ("{ careUnits { name actions { id } } }", "careUnits", SignedAudit),
                ("{ leaveRequests { halfDays pupil { upn } } }", "leaveRequests", AccessCity.Ann.Value),
                ("{ goingHome { missing pupil { upn } } }", "goingHome", AccessCity.Ann.Value),
                ("{ schoolsTold { pupil { upn } } }", "schoolsTold", AccessCity.Ann.Value),
                ("{ trainingRegister { name } }", "trainingRegister", ""),
                ("{ careProcedures { title } }", "careProcedures", ""),
                ("{ timeLostToServices(year: 2006) { halfDays } }", "timeLostToServices", ""),
                ("{ holidaysByCarer(year: 2006) { halfDays } }", "holidaysByCarer", ""),
                ("{ attendanceAwards(from: \"2006-09-04\", to: \"2006-09-30\") { best { pupil { upn } } } }", "attendanceAwards", ""),
            }
        )
        {
            var answer = await AskAsync(caller, query);
            var cell = _expected.Of(_expected.Kind($"Query.{field}"), "in", caller);
            Check(
                cell == "R" ? answer.Codes.Count == 0 && answer.Text.Contains(shows, StringComparison.Ordinal)
                    : cell == "H" ? answer.Codes.Count == 0 && !answer.Text.Contains(shows, StringComparison.Ordinal)
                    : answer.Codes is ["FORBIDDEN"],
                $"{caller} {field}: expected {cell}: {answer.Text}"
            );
        }
        foreach (var (scope, school) in new[] { ("in", AccessCity.School), ("out", AccessCity.Other) })
        {
            var meetings = await AskAsync(caller, $"{{ schoolMeetings(school: \"{school}\") {{ familyName }} }}");
            Check(
                _expected.Of(_expected.Kind("Query.schoolMeetings"), scope, caller) == "R"
                    ? meetings.Codes.Count == 0
                    : meetings.Codes is ["NOT_FOUND"],
                $"{caller} schoolMeetings {scope}: {meetings.Text}"
            );
            var arrivals = await AskAsync(caller, $"{{ schoolArrivals(school: \"{school}\") {{ familyName }} }}");
            Check(
                _expected.Of(_expected.Kind("Query.schoolArrivals"), scope, caller) == "R"
                    ? arrivals.Codes.Count == 0
                    : arrivals.Codes is ["NOT_FOUND"],
                $"{caller} schoolArrivals {scope}: {arrivals.Text}"
            );
            var told = await AskAsync(caller, $"{{ lookedAfterAtSchool(school: \"{school}\") {{ pupil {{ upn }} teacher }} }}");
            Check(
                _expected.Of("care-told", scope, caller) == "R"
                    ? told.Text.Contains(AccessCity.Ann.Value, StringComparison.Ordinal)
                    : told.Codes is ["NOT_FOUND"],
                $"{caller} lookedAfterAtSchool {scope}: {told.Text}"
            );
        }
        foreach (var field in new[] { "youthBoard { youngPeople }", "mentors { name }", "custodialSettings { name }" })
        {
            var shown = await AskAsync(caller, $"{{ {field} }}");
            Check(
                _expected.Of(_expected.Kind($"Query.{field.Split(' ')[0]}"), "in", caller) == "R"
                    ? shown.Codes.Count == 0
                    : shown.Codes is ["NOT_FOUND"],
                $"{caller} {field}: {shown.Text}"
            );
        }
        foreach (var (scope, upn) in new[] { ("in", AccessCity.Ann), ("out", AccessCity.Dan) })
        {
            var home = await AskAsync(caller, $"{{ careHomes(pupil: \"{_city.Ids[upn]}\", purpose: VISIT) {{ address }} }}");
            Check(
                _expected.Of("care-home", scope, caller) == "R" ? home.Codes.Count == 0 : home.Codes is ["NOT_FOUND"],
                $"{caller} careHomes {scope}: {home.Text}"
            );
        }
    }

    /// <summary>Ann has an audit, long signed, and a meeting with an action, under the same number.</summary>
    private async Task SignAuditAsync()
    {
        var why = await _city.Host.Services.GetRequiredService<IPupilTexts>().SealAsync(_city.Ids[AccessCity.Ann], "Away", default);
        await _city
            .Host.Services.GetRequiredService<IWriter>()
            .Run(transaction =>
                transaction.Connection!.ExecuteAsync(
                    $"""
                    insert into lac_crossing (pupil_id, year, step, number, session, crossed_on, recorded_at)
                    values (@ann, 2005, 50, 1, 1464000, '2006-07-03', '2006-07-03T12:00:00.000Z');
                    insert into lac_audit (id, pupil_id, year, crossing, opened_on, due_on, state, kept, last_entry)
                    values ({SignedAudit}, @ann, 2005, 1, '2006-07-03', '2006-07-31', 'Signed', false, 0);
                    insert into lac_meeting (id, pupil_id, kind, state, held_on, held_at, school_hours, item, last_entry, recorded_at, recorded_by)
                    values ({SignedAudit}, @ann, 'Progress', 'Closed', '2006-07-03', '16:00', false, true, 0, '2006-07-03T12:00:00.000Z', 'test');
                    insert into lac_meeting_action (id, meeting_id, pupil_id, text, due_on, recorded_at, recorded_by)
                    values ({SignedAudit}, {SignedAudit}, @ann, x'', '2006-07-03', '2006-07-03T12:00:00.000Z', 'test');
                    insert into lac_unit_action (id, unit_id, issue, what, owner, due_on, recorded_at, recorded_by)
                    values ({SignedAudit}, {AccessCity.Home}, 'x', 'x', 'x', '2006-07-03', '2006-07-03T12:00:00.000Z', 'test');
                    insert into lac_leave (id, pupil_id, first_day, last_day, why, recorded_at, recorded_by)
                    values ({SignedAudit}, @ann, '2006-07-03', '2006-07-03', @why, '2006-07-03T12:00:00.000Z', 'test');
                    insert into lac_told (pupil_id, school_id, version, teacher, told_on, withdrawn, recorded_at, recorded_by)
                    values (@ann, {AccessCity.School}, 1, 'x', '2006-07-03', false, '2006-07-03T12:00:00.000Z', 'test');
                    insert into lac_going_home (pupil_id, planned_on, version, recorded_at, recorded_by)
                    values (@ann, '2006-07-03', 1, '2006-07-03T12:00:00.000Z', 'test');
                    """,
                    new { ann = _city.Ids[AccessCity.Ann].Value, why },
                    transaction
                )
            );
    }
}
