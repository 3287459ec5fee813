using System.Data.Common;
using Attendance.Partners.Agreements;
using Attendance.Partners.Disclosures;
using Attendance.Partners.YouthOffending.Posts;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Time;

namespace Attendance.Partners.YouthOffending.Checks;

/// <summary>Tells the case manager at the bell, or everybody of the service when that person left it, by an agreement that is in force for the child now; and writes it into the ledger of disclosures.</summary>
internal sealed class ServiceNotices(
    AgreementBook agreements,
    YouthPostBook posts,
    DisclosureBook ledger,
    ISharedNotices notices,
    SchoolClock clock
)
{
    /// <summary>By which agreement, and whom; null when none in force shares the child: then nobody is told.</summary>
    public async Task<Audience?> OfAsync(PupilId pupil, long caseManager, CancellationToken cancellation)
    {
        var naming = await agreements.NamingAsync(pupil, cancellation);
        var agreement = (await agreements.ListAsync([YouthDesk.Agency], cancellation)).FirstOrDefault(each =>
            each.On(clock.Today) is AgreementState.Live && naming.Contains(each.Id)
        );
        if (agreement is null)
            return null;
        var people = await posts.ListAsync(cancellation);
        return new Audience(agreement, pupil, people.ContainsKey(caseManager) ? caseManager : null, [.. people.Keys]);
    }

    /// <summary>Makes a notice once.</summary>
    public async Task TellAsync(DbTransaction transaction, Audience audience, string id, string sentence)
    {
        var told = await notices.TellAsync(
            transaction,
            new SharedNotice(id, audience.Agreement.Id, audience.Pupil, audience.CaseManager, sentence, "/youth-offending")
        );
        if (told)
            await ledger.ToldAsync(
                transaction,
                audience.Agreement,
                audience.CaseManager is { } person ? [person] : audience.People,
                audience.Pupil,
                "notice"
            );
    }
}

/// <summary>Whom a notice reaches. <paramref name="CaseManager"/>: null: everybody.</summary>
internal sealed record Audience(Agreement Agreement, PupilId Pupil, long? CaseManager, IReadOnlyCollection<long> People);
