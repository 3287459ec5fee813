using Attendance.Access.Contracts;
using Attendance.Lac.Ladder;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Time;

namespace Attendance.Lac.Board;

/// <summary>Puts the board together for a caller.</summary>
internal sealed class BoardService(IPolicy policy, BoardReader reader, BoardNames names, LadderOptions options, SchoolClock clock)
{
    /// <summary>The board. Null: the caller's role is shown no looked-after children at all.</summary>
    public async Task<LookedAfterBoard?> ReadAsync(Caller caller, CancellationToken cancellation)
    {
        var visible = await policy.VisibleAsync(caller, Act.ReadCare, "s.pupil_id", cancellation);
        if (visible.IsNobody)
            return null;
        var rows = await reader.ReadAsync(visible, cancellation);
        var pupils = await names.OfAsync(caller, [.. rows.Select(row => new PupilId(row.PupilId))], cancellation);
        var today = clock.Today;
        return LookedAfterBoard.Of(
            [
                .. rows.Where(row => pupils.ContainsKey(new PupilId(row.PupilId)))
                    .Select(row => LookedAfterChild.Of(row, pupils[new PupilId(row.PupilId)], options.Authority, today)),
            ],
            clock.Now
        );
    }
}
