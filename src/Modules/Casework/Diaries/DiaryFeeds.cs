using System.Security.Cryptography;
using System.Text;
using Attendance.Access.Contracts;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Time;
using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Attendance.Casework.Diaries;

/// <summary>
/// Feeds for outside calendars (iCalendar, RFC 5545). The address holds a secret of its own that opens nothing else, is stored as a hash, and ends when its owner says so or makes another. What
/// is in a feed is judged anew at every fetch, and no entry names a child.
/// </summary>
internal sealed class DiaryFeeds(Database database, IWriter writer, TimeProvider time)
{
    private const int SecretBytes = 24;

    /// <summary>Makes a person's feed and ends the one before. Answers its path, which is not kept and cannot be asked for again.</summary>
    public async Task<string> MakeAsync(long person, CancellationToken cancellation)
    {
        var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SecretBytes));
        await writer.Run(
            async transaction =>
            {
                await EndAsync(transaction, person);
                await transaction.Connection!.ExecuteAsync(
                    "insert into casework_diary_feed (secret, person, made_at) values (@hash, @person, @now)",
                    new
                    {
                        hash = Hash(secret),
                        person,
                        now = time.GetUtcNow(),
                    },
                    transaction
                );
            },
            cancellation
        );
        return $"/diary/{secret}.ics";
    }

    /// <summary>Ends a person's feed, if there is one.</summary>
    public Task EndAsync(long person, CancellationToken cancellation) =>
        writer.Run(transaction => EndAsync(transaction, person), cancellation);

    /// <summary>Maps GET /diary/{secret}.ics. A secret that is unknown or ended is no page.</summary>
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet(
                "/diary/{secret}.ics",
                async (string secret, HttpContext context, DiaryFeeds feeds, Diary diary, SchoolClock clock, IAuditTrail audit) =>
                {
                    if (await feeds.OwnerAsync(secret, context.RequestAborted) is not { } person)
                        return Results.NotFound();
                    var caller = Caller.ForPerson(person);
                    var lines = await diary.ReadAsync(
                        caller,
                        clock.Today.AddDays(-60),
                        clock.Today.AddDays(180),
                        mine: true,
                        most: 500,
                        context.RequestAborted
                    );
                    var scope = AuditScope.Begin(caller, context.TraceIdentifier, "calendar feed");
                    scope.Operation = "diaryFeed";
                    foreach (var line in lines)
                        scope.Show(line.Pupil);
                    await audit.WriteAsync(scope);
                    context.Response.Headers.CacheControl = "no-store";
                    return Results.Text(Calendar.Write(lines, clock.Now), "text/calendar", Encoding.UTF8);
                }
            )
            .AllowAnonymous()
            .ExcludeFromDescription();

    private async Task<long?> OwnerAsync(string secret, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await connection.QuerySingleOrDefaultAsync<long?>(
            new CommandDefinition(
                "select person from casework_diary_feed where secret = @hash and ended_at is null",
                new { hash = Hash(secret) },
                cancellationToken: cancellation
            )
        );
    }

    private Task<int> EndAsync(System.Data.Common.DbTransaction transaction, long person) =>
        transaction.Connection!.ExecuteAsync(
            "update casework_diary_feed set ended_at = @now where person = @person and ended_at is null",
            new { person, now = time.GetUtcNow() },
            transaction
        );

    private static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
