using System.Globalization;
using Attendance.Access.Contracts;
using Attendance.Partners.Agreements;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Time;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Attendance.Partners.Referrals;

/// <summary>
/// Tells both sides, once, of a referral that was not answered by its minute. What is due stands in the database and is compared with <see cref="SchoolClock"/>: a minute that passed while no
/// server ran is found at the next start, and two Hosts that find it make the same notice.
/// </summary>
internal sealed class OverdueReferrals(
    ReferralBook book,
    ICaseNotices notices,
    IWriter writer,
    SchoolClock clock,
    TimeProvider time,
    ILogger<OverdueReferrals> log
) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <summary>Tells of what is due now. Answers of how many.</summary>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var due = await book.UntoldAsync(clock.Now, cancellation);
        foreach (var referral in due)
            await writer.Run(transaction => TellAsync(transaction, referral), cancellation);
        return due.Count;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                await RunAsync(stoppingToken);
            }
#pragma warning disable CA1031 // What is due stays due; the next wake tries again.
            catch (Exception exception) when (exception is not OperationCanceledException)
#pragma warning restore CA1031
            {
                log.LogError(exception, "The look for overdue referrals failed; it comes again");
            }
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task TellAsync(System.Data.Common.DbTransaction transaction, Referral referral)
    {
        // Answered meanwhile, or told by another Host.
        if (!await book.ToldAsync(transaction, referral.Id))
            return;
        var when = SchoolClock.Local(referral.DueAt).ToString("HH:mm 'on' d MMMM yyyy", CultureInfo.InvariantCulture);
        var (authority, agency) =
            referral.Direction is ReferralDirection.ToAgency
                ? (
                    $"An agency was to answer the referral of the child by {when}, and has not.",
                    $"Your agency was to answer a referral by {when}, and has not."
                )
                : (
                    $"An agency referred the child, and the authority was to answer by {when}.",
                    $"The authority was to answer a referral of your agency by {when}, and has not."
                );
        await notices.TellAsync(transaction, new AgencyNotice($"{referral.Reference}/overdue", referral.Pupil, null, authority));
        await notices.TellAsync(
            transaction,
            new AgencyNotice($"{referral.Reference}/overdue/agency", null, AgencyAudience.Of(referral.Agency), agency)
        );
    }
}

/// <summary>The people of an agency, as an audience of notices.</summary>
internal sealed class AgencyAudience(AgreementBook book) : INoticeAudiences
{
    /// <summary>How an agency's people are named as an audience.</summary>
    public static string Of(string agency) => $"agency/{agency}";

    public async Task<IReadOnlyList<string>> OfAsync(Caller caller, CancellationToken cancellation) =>
        caller.Person is { } person ? [.. (await book.AgenciesOfAsync(person, cancellation)).Select(Of)] : [];
}
