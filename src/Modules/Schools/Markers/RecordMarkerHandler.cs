using Attendance.Access.Contracts;
using Attendance.Schools.Contracts;
using Attendance.Schools.Rolls;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Files;
using MediatR;

namespace Attendance.Schools.Markers;

internal sealed class RecordMarkerHandler(IPolicy policy, RollWriter writer)
    : IRequestHandler<RecordMarker, Result<bool>>,
        IRequestHandler<EndMarker, Result<bool>>,
        IRequestHandler<WithdrawMarker, Result<bool>>
{
    public async Task<Result<bool>> Handle(RecordMarker request, CancellationToken cancellationToken)
    {
        // The caller is judged before what was sent.
        if (!(await policy.OfAsync(request.Caller, request.Pupil, cancellationToken)).May(Act.RecordMarker))
            return Error.NotFound;
        if (Check(request) is { } wrong)
            return wrong;
        var span = new MarkerSpan(request.Kind, request.Source, request.From, request.To, request.Detail);
        return await RunAsync(request.Caller, request.Pupil, span, (_, _) => span, cancellationToken);
    }

    public Task<Result<bool>> Handle(EndMarker request, CancellationToken cancellationToken) =>
        RunAsync(
            request.Caller,
            request.Pupil,
            new MarkerSpan(request.Kind, request.Source, request.From, null, null),
            (stored, known) =>
                !known ? Error.NotFound
                : request.To < stored.From ? Error.Validation("/to", "date-order", "The last day is before the first.")
                : stored with { To = request.To },
            cancellationToken
        );

    public Task<Result<bool>> Handle(WithdrawMarker request, CancellationToken cancellationToken) =>
        RunAsync(
            request.Caller,
            request.Pupil,
            new MarkerSpan(request.Kind, request.Source, request.From, null, null),
            (stored, known) => known ? stored : Error.NotFound,
            cancellationToken,
            withdraws: true
        );

    private async Task<Result<bool>> RunAsync(
        Caller caller,
        PupilId pupil,
        MarkerSpan span,
        Func<MarkerSpan, bool, Result<MarkerSpan>> next,
        CancellationToken cancellation,
        bool withdraws = false
    )
    {
        if (!(await policy.OfAsync(caller, pupil, cancellation)).May(Act.RecordMarker))
            return Error.NotFound;
        return await writer.RunAsync<bool>(
            caller,
            async change =>
            {
                var survivor = (await change.Rows.AliasesAsync(change.Cancellation)).Survivor(pupil.Value);
                if ((await change.Rows.PupilsAsync([survivor], change.Cancellation)).Count == 0)
                    return Error.NotFound;
                var rows = await change.Rows.MarkersAsync([survivor], change.Cancellation);
                var row = rows.Find(known =>
                    known.Span.Kind == span.Kind && known.Span.Source == span.Source && known.Span.From == span.From
                );
                var wanted = next(row?.Span ?? span, row is { Removed: false });
                if (wanted.Error is { } refused)
                    return refused;
                if (row is { Removed: false } && !withdraws && row.Span == wanted.Value)
                    return false;
                await change.TouchEveryRollAsync("marker", [survivor]);
                await change.SaveMarkersAsync([new MarkerRow(survivor, wanted.Value, (row?.Version ?? 0) + 1, withdraws)]);
                return true;
            },
            cancellation
        );
    }

    private static Error? Check(RecordMarker request)
    {
        if (!MarkerKinds.IsKnown(request.Kind))
            return Error.Validation("/kind", "marker-kind-invalid", "Not a kind of marker.");
        if (!IsText(request.Source))
            return Error.Validation("/source", "text-invalid", "A source has 1 to 60 characters.");
        if (request.Detail is { } detail && !IsText(detail))
            return Error.Validation("/detail", "text-invalid", "A detail has 1 to 60 characters.");
        return request.To < request.From ? Error.Validation("/to", "date-order", "The last day is before the first.") : null;
    }

    private static bool IsText(string text) => text.Trim().Length is >= 1 and <= 60 && PlainText.IsPlain(text);
}
