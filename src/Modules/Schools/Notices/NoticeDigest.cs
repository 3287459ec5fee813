using Attendance.Access.Contracts;
using Attendance.Schools.Data;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Time;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Attendance.Schools.Notices;

/// <summary>
/// Sends each person who wants it one message a school day, from half past three on: how many notices of which kind came, and nothing of a child. Old notices are removed
/// on the way.
/// </summary>
internal sealed class NoticeDigest(
    Database database,
    IWriter writer,
    NoticeReader notices,
    IPersonMessages messages,
    SchoolClock clock,
    TimeProvider time,
    ILogger<NoticeDigest> log
) : BackgroundService
{
    private const int KeptDays = 60;

    private static readonly TimeOnly Due = new(15, 30);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    /// <summary>Sends what is due. Answers how many messages went out.</summary>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var now = SchoolClock.Local(clock.Now);
        if (TimeOnly.FromDateTime(now) < Due)
            return 0;
        var day = DateOnly.FromDateTime(now);
        await writer.Run(
            async transaction =>
                await transaction
                    .Command("delete from schools_notice where recorded_at < @before")
                    .With("before", clock.Now.AddDays(-KeptDays))
                    .RunAsync(cancellation),
            cancellation
        );
        var sent = 0;
        foreach (var person in await PeopleAsync(day, cancellation))
        {
            var counts = await notices.OfDayAsync(Caller.ForPerson(person), day, cancellation);
            var text = counts.Count == 0 ? null : Text(day, counts);
            await writer.Run(
                async transaction =>
                {
                    var mine = await transaction
                        .Command("insert into schools_notice_digest (person, day) values (@person, @day) on conflict do nothing")
                        .With("person", person)
                        .With("day", day)
                        .RunAsync(cancellation);
                    if (mine == 1 && text is not null)
                        await messages.QueueAsync(transaction, person, $"Attendance on {day:d MMMM yyyy}", text);
                },
                cancellation
            );
            if (text is not null)
                sent++;
        }
        return sent;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await RunAsync(stoppingToken);
            }
#pragma warning disable CA1031 // The day's digest stays due; the next look sends it.
            catch (Exception exception) when (exception is not OperationCanceledException)
#pragma warning restore CA1031
            {
                log.LogWarning(exception, "The digests were not sent; they come again");
            }
        }
    }

    private async Task<IReadOnlyList<long>> PeopleAsync(DateOnly day, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = await connection.BeginReadAsync(cancellation);
        return await transaction
            .Command(
                """
                select distinct p.person from schools_notice_preference p where p.delivery = 'Digest'
                and not exists (select 1 from schools_notice_digest d where d.person = p.person and d.day = @day) order by p.person
                """
            )
            .With("day", day)
            .ReadAsync(reader => reader.GetInt64(0), cancellation);
    }

    private static string Text(DateOnly day, IReadOnlyDictionary<NoticeKind, int> counts)
    {
        var lines = counts
            .OrderBy(pair => pair.Key)
            .Select(pair =>
                pair.Key switch
                {
                    NoticeKind.Flag => $"New or worse flags: {pair.Value}",
                    NoticeKind.Proposal => $"Corrections proposed to your school: {pair.Value}",
                    NoticeKind.Answer => $"Answers to corrections that you proposed: {pair.Value}",
                    NoticeKind.Register => $"Registers of your school that closed incomplete: {pair.Value}",
                    NoticeKind.Message => $"Messages in cases for you: {pair.Value}",
                    NoticeKind.Referral => $"Referrals with agencies that wait for an answer that was due: {pair.Value}",
                    NoticeKind.Shared => $"Notices of children shared with your agency: {pair.Value}",
                    NoticeKind.Agency => $"Notices of agencies to your school: {pair.Value}",
                    NoticeKind.Enquiry => $"Questions to you, and answers to yours: {pair.Value}",
                    NoticeKind.Visit => $"Visits to schools that are overdue: {pair.Value}",
                    NoticeKind.Rule => $"Rules that were changed: {pair.Value}",
                }
            );
        return $"What came on {day:d MMMM yyyy}:\n\n{string.Join('\n', lines)}\n\nSign in and open Notices to see which.";
    }
}
