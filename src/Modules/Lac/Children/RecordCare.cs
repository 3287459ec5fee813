using Attendance.Access.Contracts;
using Attendance.Lac.Going;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Time;
using MediatR;

namespace Attendance.Lac.Children;

/// <summary>
/// Records a time in care, changes the one that started that day, or takes it back as a mistake. For who keeps the looked-after register. Answers whether anything
/// changed. Errors: not-found (the caller may not; no such child, unit or episode), validation (also checklist-missing: placed with its parents
/// before everybody was told), conflict (overlaps another time in care).
/// </summary>
internal sealed record RecordCare(Caller Caller, PupilId Pupil, CareEpisode Episode, bool Withdrawn = false) : IRequest<Result<bool>>;

internal sealed class RecordCareHandler(
    IPolicy policy,
    IAuditTrail audit,
    CareBook book,
    UnitBook units,
    ChecklistBook checklists,
    IWriter writer,
    SchoolClock clock
) : IRequestHandler<RecordCare, Result<bool>>
{
    private const int LongestName = 100;

    public async Task<Result<bool>> Handle(RecordCare request, CancellationToken cancellationToken)
    {
        if (!await policy.MayAsync(request.Caller, Act.RecordCare, CareBook.Register, cancellation: cancellationToken))
            return Error.NotFound;
        if (Check(request.Episode, clock.Today) is { } wrong)
            return wrong;
        if (request.Episode.Unit is { } unit && !await units.ExistsAsync(unit, cancellationToken))
            return Error.Validation("/unit", "unknown-unit", "There is no such unit.");
        if (!request.Withdrawn && await IsPlacedHomeAsync(request, cancellationToken))
        {
            var list = await checklists.FindAsync(request.Pupil, request.Episode.Started, cancellationToken);
            if (list is null || list.Missing().Count > 0)
                return Error.Validation(
                    "/placement",
                    "checklist-missing",
                    "A child is placed with its parents when the checklist of that day is complete: school, nurse and key worker told, the statement signed, the time of watching agreed."
                );
        }
        await audit.ChangingAsync(
            request.Caller,
            nameof(RecordCare),
            request.Pupil,
            request.Withdrawn ? "withdrawn" : null,
            cancellationToken
        );
        return await writer.Run(
            transaction =>
                book.SaveAsync(transaction, request.Caller, request.Pupil, request.Episode, request.Withdrawn, cancellationToken),
            cancellationToken
        );
    }

    /// <summary>True when this places the child with its parents; a placement there that is recorded already may change in other ways.</summary>
    private async Task<bool> IsPlacedHomeAsync(RecordCare request, CancellationToken cancellation) =>
        request.Episode.Placement == CareCodes.WithParents
        && !(await book.ReadAsync(request.Pupil, cancellation)).Any(known =>
            known.Started == request.Episode.Started && known.Placement == CareCodes.WithParents
        );

    /// <summary>What is wrong with an episode as it is written down; null: nothing.</summary>
    public static Error? Check(CareEpisode episode, DateOnly today)
    {
        if (episode.Started > today.AddDays(31))
            return Error.Validation("/started", "too-late", "A time in care is recorded at most a month ahead.");
        if (episode.Ended < episode.Started)
            return Error.Validation("/ended", "date-order", "The last day is before the first.");
        if (!CareCodes.IsLegalStatus(episode.LegalStatus))
            return Error.Validation("/legalStatus", "legal-status-invalid", "Not a code of legal status of the SSDA903 return.");
        if (!CareCodes.IsPlacement(episode.Placement))
            return Error.Validation("/placement", "placement-invalid", "Not a code of placement of the SSDA903 return.");
        if (episode.Responsible.Length != 3 || !episode.Responsible.All(char.IsAsciiDigit))
            return Error.Validation("/responsible", "authority-invalid", "An authority has three digits.");
        return episode.SocialWorker is { } name && (name.Trim().Length is 0 or > LongestName || name.Any(char.IsControl))
            ? Error.Validation("/socialWorker", "text-invalid", $"A name has 1 to {LongestName} characters.")
            : null;
    }
}
