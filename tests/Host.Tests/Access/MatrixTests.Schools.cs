using Attendance.Schools.Contracts;
using Attendance.SharedKernel.Data;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace Attendance.Host.Tests.Access;

/// <content>School improvement and truancy sweeps, by the roads of their own pages.</content>
public sealed partial class MatrixTests
{
    /// <summary>School improvement: each of the two schools has a record of visit and a note.</summary>
    private async Task ImprovementAsync(string caller)
    {
        foreach (var (scope, school) in new[] { ("in", AccessCity.School), ("out", AccessCity.Other) })
        {
            const string fields =
                "mayNote visits { findings agreed writtenBy forGovernors } decisions { strategy } notes { text } links { about } similar { school }";
            var page = await AskAsync(caller, $"{{ schoolImprovement(school: \"{school}\") {{ {fields} }} }}");
            var (visits, notes) = (_expected.Of("visits", scope, caller), _expected.Of("school-notes", scope, caller));
            if (visits == "-")
            {
                var absent = await AskAsync(caller, $"{{ schoolImprovement(school: \"{NoSchool}\") {{ {fields} }} }}");
                Check(page.Codes is ["NOT_FOUND"] && page.Text == absent.Text, $"{caller} schoolImprovement {scope}: {page.Text}");
                continue;
            }
            Check(page.Text.Contains("for-governors", StringComparison.Ordinal), $"{caller} governors' copy {scope}: {page.Text}");
            Check(page.Text.Contains("for-staff", StringComparison.Ordinal) == (visits == "R"), $"{caller} visits {scope}: {page.Text}");
            Check(page.Text.Contains("for-services", StringComparison.Ordinal) == (notes == "R"), $"{caller} notes {scope}: {page.Text}");
        }
        var programme = await AskAsync(caller, "{ behaviourImprovement { school } }");
        foreach (var (scope, school) in new[] { ("in", AccessCity.School), ("out", AccessCity.Other) })
        {
            Check(
                programme.Text.Contains(school, StringComparison.Ordinal) == (_expected.Of("bip", scope, caller) == "R"),
                $"{caller} behaviourImprovement {scope}: {programme.Text}"
            );
            var classes = await AskAsync(caller, $"{{ schoolClasses(school: \"{school}\") }}");
            Check(
                _expected.Of("bip-record", scope, caller) == "R" ? classes.Codes.Count == 0 : classes.Codes is ["NOT_FOUND"],
                $"{caller} schoolClasses {scope}: {classes.Text}"
            );
            var queue = await AskAsync(caller, $"{{ atRisk(school: \"{school}\") {{ pupil {{ upn }} concerns {{ words }} }} }}");
            var (child, other) = scope == "in" ? (AccessCity.Ann, AccessCity.Dan) : (AccessCity.Dan, AccessCity.Ann);
            Check(
                _expected.Of("at-risk", scope, caller) == "R"
                    ? queue.Text.Contains(child.Value, StringComparison.Ordinal)
                        && !queue.Text.Contains(other.Value, StringComparison.Ordinal)
                    : queue.Codes is ["NOT_FOUND"],
                $"{caller} atRisk {scope}: {queue.Text}"
            );
        }
        var money = await AskAsync(caller, "{ fundingImpact { total { schools } } }");
        Check(
            _expected.Of("authority", "in", caller) == "R" ? money.Codes.Count == 0 : money.Codes is ["FORBIDDEN"],
            $"{caller} fundingImpact: {money.Text}"
        );
        var library = await AskAsync(caller, "{ goodPractice { title } }");
        Check(
            _expected.Of("practices", "in", caller) == "R" ? library.Codes.Count == 0 : library.Codes is ["NOT_FOUND"],
            $"{caller} goodPractice: {library.Text}"
        );
        foreach (
            var query in new[]
            {
                "{ improvementBoard { year } }",
                "{ consultantAgenda { since } }",
                $"{{ visitFigures(school: \"{AccessCity.Other}\", asOf: \"2006-10-02\") {{ asOf }} }}",
            }
        )
        {
            var answer = await AskAsync(caller, query);
            Check(
                _expected.Of("improve-school", "out", caller) == "R" ? answer.Codes.Count == 0 : answer.Codes is ["NOT_FOUND"],
                $"{caller} {query}: {answer.Text}"
            );
        }
    }

    /// <summary>Both schools are in the Behaviour Improvement Programme, with a class that was in SEAL, a raised concern, a record of visit and a note each, as the module would have stored them.</summary>
    private async Task VisitSchoolsAsync()
    {
        var texts = _city.Host.Services.GetRequiredService<IPupilTexts>();
        var concerns = new Dictionary<string, byte[]>
        {
            [AccessCity.School] = await texts.SealAsync(_city.Ids[AccessCity.Ann], "worrying", CancellationToken.None),
            [AccessCity.Other] = await texts.SealAsync(_city.Ids[AccessCity.Dan], "worrying", CancellationToken.None),
        };
        await _city
            .Host.Services.GetRequiredService<IWriter>()
            .Run(async transaction =>
            {
                foreach (var school in new[] { AccessCity.School, AccessCity.Other })
                    await transaction.Connection!.ExecuteAsync(
                        """
                        insert into partners_school_visit (id, school_id, kind, visited_on, findings, agreed, for_governors, as_of, known_at, children, possible,
                            authorised, unauthorised, missing, last_possible, last_authorised, last_unauthorised, alike_possible, alike_authorised,
                            alike_unauthorised, written_by, written_at)
                        values (@id, @id, 'Annual', @on, 'for-staff', 'for-staff', 'for-governors', @on, @at, 9, 9, 0, 0, 0, 0, 0, 0, 9, 0, 0, 'test', @at);
                        insert into partners_school_note (id, school_id, service, text, written_by, written_at)
                        values (@id, @id, 'Locality', 'for-services', 'test', @at);
                        insert into partners_programme_school (programme, school_id) values ('bip', @id);
                        insert into partners_programme_class (id, programme, school_id, group_code, from_date, until_date, written_by, written_at)
                        values (@id, 'seal', @id, '4A', @on, @on, 'test', @at);
                        insert into partners_raised_concern (id, pupil_id, school_id, words, raised_by, raised_at)
                        values (@pupil, @pupil, @id, @words, 'test', @at);
                        """,
                        new
                        {
                            id = long.Parse(school),
                            pupil = _city.Ids[school == AccessCity.School ? AccessCity.Ann : AccessCity.Dan].Value,
                            words = concerns[school],
                            on = new DateOnly(2006, 10, 2),
                            at = _city.Clock.GetUtcNow(),
                        },
                        transaction
                    );
            });
    }

    /// <summary>A sweep that is planned for January, for which everybody signed on: so its officers are told apart by their roles alone.</summary>
    private async Task SweepsAsync(string caller)
    {
        foreach (
            var query in new[]
            {
                "{ sweeps { id } }",
                $"{{ sweep(id: \"{PlannedSweep}\") {{ area }} }}",
                "{ hotSpots(from: \"2006-09-01\", to: \"2006-10-31\") { proposal { locality } } }",
                "{ sectionSeventeen(on: \"2006-11-01\") { sweeps } }",
            }
        )
        {
            var answer = await AskAsync(caller, query);
            Check(
                _expected.Of("sweeps", "in", caller) == "R" ? answer.Codes.Count == 0 : answer.Codes is ["FORBIDDEN"],
                $"{caller} {query}: {answer.Text}"
            );
        }
    }

    /// <summary>The sweep, as the module would have stored it.</summary>
    private async Task PlanSweepAsync()
    {
        var begins = new DateTimeOffset(2007, 1, 15, 9, 30, 0, TimeSpan.Zero);
        await _city
            .Host.Services.GetRequiredService<IWriter>()
            .Run(async transaction =>
            {
                await transaction.Connection!.ExecuteAsync(
                    """
                    insert into partners_sweep (id, area, begins, ends, level, premises, planned_at, planned_by)
                    values (@id, 'Ordsall', @begins, @ends, 'Local', 'Youth centre', @begins, 'test')
                    """,
                    new
                    {
                        id = long.Parse(PlannedSweep),
                        begins,
                        ends = begins.AddHours(3),
                    },
                    transaction
                );
                foreach (var person in _city.People.Values)
                    await transaction.Connection!.ExecuteAsync(
                        "insert into partners_sweep_officer (sweep_id, person_id, joined_at) values (@id, @person, @begins)",
                        new
                        {
                            id = long.Parse(PlannedSweep),
                            person,
                            begins,
                        },
                        transaction
                    );
            });
    }
}
