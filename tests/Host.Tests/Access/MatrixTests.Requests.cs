using System.Text;
using System.Text.Json;
using Attendance.Access.Contracts;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Xunit;

namespace Attendance.Host.Tests.Access;

/// <content>What each REST operation is asked with.</content>
public sealed partial class MatrixTests
{
    private async Task<(int Status, string Body)> SendAsync(string caller, string operation, string school, Upn upn, string? purpose = null)
    {
        using var request = await RequestAsync(operation, school, upn);
        if (purpose is not null)
            request.Headers.Add("Attendance-Purpose", purpose);
        using var answer = await _city.Clients[caller].SendAsync(request);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>
    /// A request that would change nothing when it is let in: reading ones are whole, writing ones are well formed and wrong in content, which is judged only after
    /// the caller was.
    /// </summary>
    private async Task<HttpRequestMessage> RequestAsync(string operation, string school, Upn upn)
    {
        var s = $"/api/v1/schools/{school}";
        return operation switch
        {
            "issueKey" => Post($"{s}/keys", """{ "name": "" }"""),
            "revokeKey" => new HttpRequestMessage(HttpMethod.Delete, $"{s}/keys/{await KeyOfAsync(school)}"),
            "saveSchool" => Put(s, """{ "name": "", "phase": "none" }"""),
            "readSchool" => Get(s),
            "saveCalendar" => Put(
                $"{s}/calendars/2007",
                """{ "sessions": [{ "date": "never", "session": "AM", "open": true, "start": "08:55", "close": "09:25" }] }"""
            ),
            "readCalendar" => Get($"{s}/calendars/2006"),
            "loadRoll" => Put($"{s}/roll", """{ "pupils": [] }"""),
            "readRoll" => Get($"{s}/roll"),
            "postRegister" => Post($"{s}/registers/2006-09-04/AM", """{ "marks": [] }"""),
            "getRegister" => Get($"{s}/registers/2006-09-04/AM"),
            "listHeldMarks" => Get($"{s}/held-marks"),
            "releaseHeldMark" => Post($"{s}/held-marks/1-0/release", "[]"),
            "discardHeldMark" => Post($"{s}/held-marks/1-0/discard", """{ "reason": "" }"""),
            "listStaleMarks" => Get($"{s}/stale-marks"),
            "adoptStaleMark" => Post($"{s}/stale-marks/1/adopt", """{ "reason": "" }"""),
            "setAsideStaleMark" => Post($"{s}/stale-marks/1/set-aside", """{ "reason": "" }"""),
            "listMissingReasons" => Get($"{s}/missing-reasons"),
            "giveReason" => Put($"{s}/missing-reasons/1", """{ "reason": "" }"""),
            "removeEnrolment" => Post($"{s}/roll/removals", """{ "upn": "x", "entryDate": "2006-09-01" }"""),
            "rollOver" => Post($"{s}/rollovers", """{ "startYear": 1, "moves": [] }"""),
            "transferPupil" => Post(
                "/api/v1/pupils/transfers",
                """{ "upn": "x", "from": "x", "to": "x", "lastDay": "x", "firstDay": "x", "yearGroup": "x" }"""
            ),
            "changeUpn" => Post("/api/v1/pupils/upn-changes", """{ "upn": "x", "newUpn": "x" }"""),
            "mergePupils" => Post("/api/v1/pupils/merges", """{ "upn": "x", "into": "x", "reason": "x" }"""),
            "unmergePupils" => Post("/api/v1/pupils/unmerges", """{ "upn": "x", "reason": "x" }"""),
            "startFreeze" => Post("/api/v1/authority/freezes", """{ "year": "x" }"""),
            "readTermlyUpdate" => Get($"/api/v1/looked-after/updates/{(school == NoSchool ? "1999-08-01" : "2006-04-17")}/pdf"),
            "readMemberReport" => Get($"/api/v1/looked-after/members/{(school == NoSchool ? "1999-07-01" : "2006-07-01")}/pdf"),
            "readLookedAfterYear" => Get($"/api/v1/looked-after/years/{(school == NoSchool ? "never" : "2005-06")}/pdf"),
            "readAreaPack" => Get($"/api/v1/areas/{(school == NoSchool ? "none" : "Team%20north")}/pack"),
            "readTenDayReport" => Get($"/api/v1/looked-after/ten-days/{(school == NoSchool ? "1999-07-01" : "2006-07-01")}/pdf"),
            "readCaseDocument" => Get(
                school == NoSchool ? "/api/v1/cases/998/documents/1" : $"/api/v1/cases/{_city.Cases[upn]}/documents/{_city.Documents[upn]}"
            ),
            "exportCaseChronology" => Get(
                school == NoSchool ? "/api/v1/cases/998/chronology" : $"/api/v1/cases/{_city.Cases[upn]}/chronology"
            ),
            "readFreeze" => Get($"/api/v1/authority/freezes/{await FreezeAsync(school)}"),
            "readAuthorityFigures" => Get($"/api/v1/authority/figures/{(school == NoSchool ? "never" : "2006-07")}"),
            "askEmergency" => Post("/api/v1/emergencies", """{ "upn": "x", "reason": "", "hours": 0 }"""),
            "approveEmergency" => Post($"/api/v1/emergencies/{(school == NoSchool ? "none" : await EmergencyAsync())}/approval", "{}"),
            "refuseEmergency" => Post(
                $"/api/v1/emergencies/{(school == NoSchool ? "none" : await EmergencyAsync())}/refusal",
                """{ "reason": "" }"""
            ),
            "endEmergency" => new HttpRequestMessage(
                HttpMethod.Delete,
                $"/api/v1/emergencies/{(school == NoSchool ? "none" : await EmergencyAsync())}"
            ),
            "reviewEmergency" => Post(
                $"/api/v1/emergencies/{(school == NoSchool ? "none" : await ReviewableAsync())}/review",
                """{ "outcome": "", "note": "" }"""
            ),
            "logContact" => Post(
                $"{s}/contacts",
                $$"""{ "upn": "{{upn.Value}}", "day": "x", "at": "x", "mode": "x", "outcome": "x", "by": "x" }"""
            ),
            "readPublicFigures" => Get($"/api/v1/authority/public-figures/{(school == NoSchool ? "never" : "2006-07")}"),
            "saveTeam" => Put($"/api/v1/teams/{TeamOf(school)}", """{ "name": "", "schools": [] }"""),
            "joinTeam" => Post($"/api/v1/teams/{TeamOf(school)}/members", """{ "email": "x", "role": "x", "reason": "" }"""),
            "leaveTeam" => Post($"/api/v1/teams/{TeamOf(school)}/members/none/end", """{ "reason": "" }"""),
            "nameOfficer" => Put($"{s}/named-officer", """{ "email": "x", "reason": "" }"""),
            "arrangeCover" => Post(
                "/api/v1/covers",
                $$"""{ "absent": "{{OfficerOf(school)}}@salford.example", "worker": "x", "reason": "", "until": "2007-01-01" }"""
            ),
            "endCover" => Post($"/api/v1/covers/{_city.Covers.GetValueOrDefault(school, "none")}/end", """{ "reason": "" }"""),
            _ => throw new InvalidOperationException($"No request is written for {operation}"),
        };

        static HttpRequestMessage Get(string path) => new(HttpMethod.Get, path);

        static HttpRequestMessage Post(string path, string body) =>
            new(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

        static HttpRequestMessage Put(string path, string body) =>
            new(HttpMethod.Put, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
    }

    private static string TeamOf(string school) =>
        school switch
        {
            AccessCity.School => "north",
            AccessCity.Other => "south",
            _ => "nowhere",
        };

    private static string OfficerOf(string school) =>
        school switch
        {
            AccessCity.School => "welfareofficer",
            AccessCity.Other => "southofficer",
            _ => "nobody",
        };

    private async Task<string> FreezeAsync(string school)
    {
        if (school == NoSchool)
            return "none";
        return _freeze ??= (await _city.Mediator.Send(new StartFreeze(Caller.System("test"), new AcademicYear(2006), null, null))).Value.Id;
    }

    /// <summary>One that waits, asked for by the welfare officer for a child that is not there.</summary>
    private async Task<string> EmergencyAsync(Upn? upn = null)
    {
        using var asked = await _city
            .Clients["WelfareOfficer"]
            .PostAsync(
                "/api/v1/emergencies",
                new StringContent(
                    $$"""{ "upn": "{{(upn ?? NoUpn).Value}}", "reason": "test", "hours": 1 }""",
                    Encoding.UTF8,
                    "application/json"
                )
            );
        using var body = JsonDocument.Parse(await asked.Content.ReadAsStringAsync());
        return body.RootElement.GetProperty("id").GetString()!;
    }

    /// <summary>One that was approved and is over: for Ann, whom the welfare officer reaches anyway.</summary>
    private async Task<string> ReviewableAsync()
    {
        if (_emergency is not null)
            return _emergency;
        var id = await EmergencyAsync(AccessCity.Ann);
        using var approved = await _city.Clients["AttendanceLeader"].PostAsync($"/api/v1/emergencies/{id}/approval", null);
        using var ended = await _city.Clients["WelfareOfficer"].DeleteAsync($"/api/v1/emergencies/{id}");
        Assert.Equal((204, 204), ((int)approved.StatusCode, (int)ended.StatusCode));
        return _emergency = id;
    }

    private async Task<string> KeyOfAsync(string school)
    {
        if (school == NoSchool)
            return "none";
        return (await _city.Mediator.Send(new IssueKey(Caller.System("test"), Laestab.From(int.Parse(school)), "Spare"))).Value.Id;
    }
}
