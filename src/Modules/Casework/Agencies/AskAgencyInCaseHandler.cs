using Attendance.Casework.Cases;
using Attendance.Casework.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Time;
using MediatR;

namespace Attendance.Casework.Agencies;

internal sealed class AskAgencyInCaseHandler(CaseBook book, CaseLists lists, SchoolClock clock)
    : IRequestHandler<AskAgencyInCase, Result<CaseId>>
{
    public async Task<Result<CaseId>> Handle(AskAgencyInCase request, CancellationToken cancellationToken)
    {
        if (await lists.OpenOfAsync(request.Pupil, cancellationToken) is not { } id)
            return new Error("case-missing", "The child has no open case.");
        var changed = await book.ChangeAsync(
            request.Caller,
            id,
            file =>
            {
                if (file.Of<AgencyAsked>().Any(asked => asked.Reference == request.Reference))
                    return Array.Empty<CaseEvent>();
                var words = new Words();
                return words.Or(
                    new AgencyAsked(
                        file.Of<AgencyAsked>().Count() + 1,
                        words.Need("agency", request.Agency, 200),
                        words.Need("reason", request.What, 2000),
                        clock.Today,
                        request.AnswerBy,
                        request.Reference
                    )
                );
            },
            cancellation: cancellationToken
        );
        return changed.Error is { } error ? error : id;
    }
}

internal sealed class TellCaseOfAgencyHandler(CaseBook book, SchoolClock clock) : IRequestHandler<TellCaseOfAgency, Result<CaseId>>
{
    public async Task<Result<CaseId>> Handle(TellCaseOfAgency request, CancellationToken cancellationToken)
    {
        var changed = await book.ChangeAsync(
            request.Caller,
            request.Case,
            file =>
            {
                var asked = file.Of<AgencyAsked>().FirstOrDefault(known => known.Reference == request.Reference);
                if (asked is null)
                    return Array.Empty<CaseEvent>();
                if (request.Ends)
                    return file.Of<AgencyEnded>().Any(ended => ended.Number == asked.Number)
                        ? Array.Empty<CaseEvent>()
                        : new CaseEvent[] { new AgencyEnded(asked.Number, clock.Today, asked.Agency, request.Words) };
                return file.Of<AgencyAnswered>().Any(answered => answered.Number == asked.Number)
                    ? Array.Empty<CaseEvent>()
                    : new CaseEvent[] { new AgencyAnswered(asked.Number, clock.Today, request.Words) };
            },
            cancellation: cancellationToken
        );
        return changed.Error is { } error ? error : request.Case;
    }
}
