using Attendance.SharedKernel.Data;
using Attendance.TestSupport.Storms;
using Xunit;

namespace Attendance.Host.Tests.Registers;

/// <summary>Sudden death of a real process while eight clients post: the short form of tests/long. Source: PROMISES I-1, I-2.</summary>
public sealed class KillTests
{
    [Theory]
    [InlineData(DatabaseProvider.Sqlite, 1)]
    [InlineData(DatabaseProvider.Postgres, 2)]
    [Trait("Row", "S32")]
    public async Task What_was_acknowledged_survives_kills_and_nothing_is_doubled_invented_or_partial(DatabaseProvider provider, int seed)
    {
        await using var storm = await Storm.BeginAsync(provider, seed);
        await storm.KillAtRandomAsync(1, longest: 800);
        await storm.KillInRecoveryAsync(1);
        var report = await storm.EndAsync();
        Assert.Empty(report.Violations);
        Assert.Equal(1, report.KillsInRecovery);
        Assert.True(report.Answers > 0, report.ToString());
    }

    [Fact]
    public async Task The_checker_sees_what_is_lost_doubled_invented_or_miscounted()
    {
        await using var storm = await Storm.BeginAsync(DatabaseProvider.Sqlite, 3);
        Assert.Empty((await storm.EndAsync()).Violations);
        const string Unheard = """
            insert into schools_flag (pupil_id, rule, episode, fold, rule_version, level, severity, state, opened_at, changed_at, evidence)
            select min(pupil_id), 'NEVER_TOLD', 1, 0, 1, 1, 3, 0, 1, 1, '{}' from schools_pupil
            """;
        Assert.True((await storm.CheckAsync(Unheard)).Miscounted > 0);
        const string One = "(select school_id, max(first_seq) from schools_submission where client_key is not null)";
        Assert.True((await storm.CheckAsync("update schools_enrolment_standing set attended = attended + 1")).Miscounted > 0);
        Assert.True(
            (await storm.CheckAsync($"update schools_submission set payload_hash = x'00' where (school_id, first_seq) = {One}")).Invented
                > 0
        );
        Assert.True(
            (
                await storm.CheckAsync(
                    "delete from schools_entry where seq = (select max(seq) from schools_entry e where e.school_id = schools_entry.school_id)"
                )
            ).Partial > 0
        );
        Assert.True((await storm.CheckAsync("delete from schools_submission where first_seq = 1")).Lost > 0);
    }
}
