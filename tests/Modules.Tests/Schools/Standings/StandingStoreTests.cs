using Attendance.Schools.Pupils;
using Attendance.Schools.Standings;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.TestSupport;
using Dapper;
using Xunit;

namespace Attendance.Modules.Tests.Schools.Standings;

/// <summary>What the read model needs of a database; once for each.</summary>
public abstract class StandingStoreTests(DatabaseProvider provider)
{
    private static readonly Laestab School = Laestab.From(3557001);
    private static readonly Laestab Other = Laestab.From(3557002);
    private static readonly AcademicYear Year = new(2026);

    private IStandingStore Store { get; } = provider is DatabaseProvider.Sqlite ? new SqliteStandings() : new PostgresStandings();

    [Fact]
    public async Task A_row_is_replaced_only_by_one_whose_position_is_as_high()
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await WriteAsync(database, Update(School, 20, Reply(1, attended: 5, (School, 20))));
        await WriteAsync(database, Update(School, 10, Reply(1, attended: 3, (School, 10))));
        Assert.Equal((5, 5, 20), await ReadAsync(database));
        await WriteAsync(database, Update(School, 20, Reply(1, attended: 6, (School, 20))));
        Assert.Equal((6, 6, 20), await ReadAsync(database));
        await WriteAsync(database, Update(School, 21, Reply(1, attended: 7, (School, 21))));
        Assert.Equal((7, 7, 21), await ReadAsync(database));
    }

    [Fact]
    public async Task In_one_batch_the_later_row_of_a_child_counts()
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await WriteAsync(
            database,
            Update(School, 10, Reply(1, 1, (School, 10))),
            Update(School, 12, Reply(1, 2, (School, 12))),
            Update(School, 11, Reply(1, 9, (School, 11)))
        );
        Assert.Equal((2, 2, 12), await ReadAsync(database));
    }

    [Fact]
    public async Task Tallies_are_absolute_and_the_later_one_of_a_batch_counts()
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        var session = new SessionKey(new DateOnly(2027, 3, 9), HalfDay.AM);
        await WriteAsync(
            database,
            Update(School, 1) with
            {
                Tallies = [new TallyRow(session, "1", 1, 30)],
            },
            Update(School, 2) with
            {
                Tallies = [new TallyRow(session, "1", 1, 29), new TallyRow(session, "1", 3, 1)],
            }
        );
        await WriteAsync(database, Update(School, 3) with { Tallies = [new TallyRow(session, "1", 1, 29)] });
        await using var connection = await database.Database.OpenAsync();
        Assert.Equal(30, await connection.ExecuteScalarAsync<int>("select sum(count) from schools_session_tally"));
        Assert.Equal(2, await connection.ExecuteScalarAsync<int>("select count(*) from schools_session_tally"));
    }

    [Fact]
    public async Task A_write_that_fails_leaves_nothing()
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await Assert.ThrowsAsync<TimeoutException>(() =>
            database.Writer.Run(async transaction =>
            {
                await Store.WriteAsync(transaction, [Update(School, 10, Reply(1, 1, (School, 10)))]);
                throw new TimeoutException();
            })
        );
        await using var connection = await database.Database.OpenAsync();
        foreach (var table in (string[])["schools_mark", "schools_pupil_standing", "schools_enrolment_standing"])
            Assert.Equal(0, await connection.ExecuteScalarAsync<int>($"select count(*) from {table}"));
    }

    [Fact]
    public async Task Two_schools_write_one_child_side_by_side_without_a_deadlock()
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await Task.WhenAll(
            Enumerable
                .Range(1, 40)
                .Select(i =>
                {
                    var school = i % 2 == 0 ? School : Other;
                    var children = Enumerable.Range(1, 20).Select(child => Reply(child, i, (School, i), (Other, i)));
                    return WriteAsync(database, Update(school, i, [.. i % 3 == 0 ? children.Reverse() : children]));
                })
        );
        await using var connection = await database.Database.OpenAsync();
        Assert.Equal(20, await connection.ExecuteScalarAsync<int>("select count(*) from schools_pupil_standing where attended = 40"));
    }

    private Task WriteAsync(TestDatabase database, params StandingUpdate[] updates) =>
        database.Writer.Run(transaction => Store.WriteAsync(transaction, updates));

    private static async Task<(int Child, int Enrolment, int Folded)> ReadAsync(TestDatabase database)
    {
        await using var connection = await database.Database.OpenAsync();
        return (
            await connection.ExecuteScalarAsync<int>("select attended from schools_pupil_standing"),
            await connection.ExecuteScalarAsync<int>("select attended from schools_enrolment_standing"),
            await connection.ExecuteScalarAsync<int>("select folded_seq from schools_mark")
        );
    }

    private static StandingUpdate Update(Laestab school, long seq, params FoldReply[] replies) => new(school, seq, replies, [], [], seq);

    private static FoldReply Reply(long child, int attended, params (Laestab School, long Seq)[] positions) =>
        new(
            new FoldOutcome(
                new PupilStanding(new PupilId(child), Year, attended, attended, 0, 0, 0, null, []),
                [
                    .. positions.Select(at => new EnrolmentStanding(
                        at.School,
                        Year,
                        new PupilId(child),
                        attended,
                        attended,
                        0,
                        0,
                        0,
                        0,
                        0,
                        []
                    )),
                ],
                []
            ),
            [.. positions.Select(at => new SchoolPosition(at.School, at.Seq))]
        );
}

public sealed class StandingsOnSqliteTests() : StandingStoreTests(DatabaseProvider.Sqlite);

public sealed class StandingsOnPostgresTests() : StandingStoreTests(DatabaseProvider.Postgres);
