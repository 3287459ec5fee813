using Attendance.Access.Contracts;
using Attendance.Schools.Contracts;
using Attendance.Schools.Reading;
using Attendance.Schools.Rolls;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Facts;
using Attendance.SharedKernel.Time;
using MediatR;

namespace Attendance.Schools.Proposals;

/// <summary>
/// Proposes another mark of a child to its school, with a reason of 1 to 500 characters. The register stays as it is until the school makes a correction of it.
/// <paramref name="School"/> is only needed for a child on two rolls. Answers the proposal's id. Errors: not-found (also for a caller who may not), validation: the date
/// (not-on-roll, in-future), the school, the code (unknown-code, code-not-yet, code-withdrawn, unchanged), minutes-late, reason-invalid; open-proposal when one waits
/// for that half-day.
/// </summary>
internal sealed record ProposeCorrection(
    Caller Caller,
    PupilId Pupil,
    SessionKey Session,
    string Code,
    int? MinutesLate,
    string Reason,
    Laestab? School
) : IRequest<Result<string>>;

internal sealed class ProposeCorrectionHandler(
    IPolicy policy,
    PupilVault vault,
    RollReader rolls,
    PupilJournal journal,
    IWriter writer,
    IOutbox outbox,
    SchoolClock clock
) : IRequestHandler<ProposeCorrection, Result<string>>
{
    public async Task<Result<string>> Handle(ProposeCorrection request, CancellationToken cancellationToken)
    {
        if (!(await policy.OfAsync(request.Caller, request.Pupil, cancellationToken)).May(Act.ProposeCorrection))
            return Error.NotFound;
        if (MergePupilsHandler.CheckReason(request.Reason) is { } wrong)
            return wrong;
        if (CheckMark(request) is { } notSo)
            return notSo;
        var record = (await rolls.LoadPupilsAsync([request.Pupil], knownAt: null, cancellationToken))[request.Pupil];
        if (record.MergedInto is { } survivor)
            record = (await rolls.LoadPupilsAsync([survivor], knownAt: null, cancellationToken))[survivor];
        var schools = record
            .Enrolments.Where(place => place.Covers(request.Session.Date))
            .Select(place => place.School)
            .Distinct()
            .Where(school => request.School is null || school == request.School)
            .ToList();
        if (schools is not [var school])
            return schools.Count == 0
                ? Error.Validation("/date", "not-on-roll", "The child is not on the roll on this date.")
                : Error.Validation("/school", "school", "The child is on two rolls on this date: name the school.");
        var date = request.Session.Date;
        var entries = await journal.EntriesAsync(school, [record.Id, .. record.Aliases], date, date, null, cancellationToken);
        var standing = entries.LastOrDefault(entry => entry.Session == request.Session && entry.Effective);
        if (standing?.Code.Text == request.Code && standing.MinutesLate == request.MinutesLate)
            return Error.Validation("/code", "unchanged", "The register says so already.");
        var now = clock.Now;
        var proposal = new Proposal(
            Guid.CreateVersion7(now).ToString("N"),
            school,
            record.Id,
            request.Session,
            standing?.Code.Text,
            request.Code,
            request.MinutesLate,
            null,
            now,
            request.Caller.Name,
            null
        );
        var reason = await vault.SealAsync(record.Id, request.Reason.Trim(), cancellationToken);
        return await writer.Run<Result<string>>(
            async transaction =>
            {
                if (!await ProposalStore.InsertAsync(transaction, proposal, reason, cancellationToken))
                    return new Error("open-proposal", "A proposal for this half-day waits at the school already.");
                await outbox.AddAsync(transaction, [proposal.Proposed()], cancellationToken);
                return proposal.Id;
            },
            cancellationToken
        );
    }

    private Error? CheckMark(ProposeCorrection request)
    {
        var date = request.Session.Date;
        if (date > clock.Today)
            return Error.Validation("/date", "in-future", "A date in the future has no mark yet.");
        if (!AttendanceCode.TryParse(request.Code, out var code) || code.ClassOn(date) is MarkClass.Missing)
            return Error.Validation("/code", "unknown-code", "There is no such register code.");
        if (code.IsBefore(date))
            return Error.Validation("/code", "code-not-yet", "The code did not exist on this date.");
        if (code.IsWithdrawn(date))
            return Error.Validation("/code", "code-withdrawn", "The code was withdrawn before this date.");
        return request.MinutesLate is { } minutes && (minutes is < 0 or > 1440 || code.Text is not ("L" or "U"))
            ? Error.Validation("/minutesLate", "minutes-late", "Minutes, 0 to 1440, with L and U only.")
            : null;
    }
}
