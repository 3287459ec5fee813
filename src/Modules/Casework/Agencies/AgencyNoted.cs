using Attendance.Casework.Cases;
using Attendance.Casework.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Time;
using MediatR;

namespace Attendance.Casework.Agencies;

/// <summary>What an agency does with the child, or heard from it, as its own records have it. <paramref name="Reference"/>: of the module that says it ("support/12/start").</summary>
[CaseEventKind("agency-noted")]
internal sealed record AgencyNoted(DateOnly On, string Agency, string Words, string? SchoolWords, string Reference) : CaseEvent
{
    public override string Tell() => $"{Agency}, {On:d MMMM yyyy}: {Words}";

    public override string? TellSchool() => SchoolWords;
}

internal sealed class NoteAgencyInCaseHandler(CaseBook book, CaseLists lists, SchoolClock clock)
    : IRequestHandler<NoteAgencyInCase, Result<CaseId>>
{
    public async Task<Result<CaseId>> Handle(NoteAgencyInCase request, CancellationToken cancellationToken)
    {
        if (await lists.OpenOfAsync(request.Pupil, cancellationToken) is not { } id)
            return new Error("case-missing", "The child has no open case.");
        var changed = await book.ChangeAsync(
            request.Caller,
            id,
            file =>
            {
                if (file.Of<AgencyNoted>().Any(noted => noted.Reference == request.Reference))
                    return Array.Empty<CaseEvent>();
                var words = new Words();
                return words.Or(
                    new AgencyNoted(
                        clock.Today,
                        words.Need("agency", request.Agency, 200),
                        words.Need("words", request.Words, 2000),
                        request.SchoolWords,
                        request.Reference
                    )
                );
            },
            cancellation: cancellationToken
        );
        return changed.Error is { } error ? error : id;
    }
}
