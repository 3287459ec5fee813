using System.ComponentModel;
using System.Runtime.CompilerServices;
using Attendance.Access.Contracts;
using Attendance.SharedKernel.GraphQL;

namespace Attendance.Lac.Board;

/// <summary>The board, once.</summary>
[QueryRoot]
internal sealed class BoardQueries(BoardService board)
{
    [Description("Today's board of looked-after children in the caller's scope. Null with FORBIDDEN for a role that is shown none.")]
    [Cost(50)]
    public async Task<LookedAfterBoard?> LookedAfterBoard(Caller caller, CancellationToken cancellation = default) =>
        await board.ReadAsync(caller, cancellation) ?? throw Refusal.Forbidden("Your role is not shown looked-after children.");
}

/// <summary>The board, live.</summary>
[SubscriptionRoot]
internal sealed class BoardSubscriptions(BoardService board, BoardReader reader, TimeProvider time)
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan JudgeAgain = TimeSpan.FromSeconds(1);

    [Description(
        "Today's board of looked-after children in the caller's scope: the whole board now, and again whenever it differs. It needs no resume token."
    )]
    public async Task<IAsyncEnumerable<LookedAfterBoard>> LookedAfterBoard(
        Caller caller,
        SubscriptionPace pace,
        CancellationToken cancellation = default
    )
    {
        if (await board.ReadAsync(caller, cancellation) is null)
            throw Refusal.Forbidden("Your role is not shown looked-after children.");
        return FollowAsync(caller, pace, cancellation);
    }

    private async IAsyncEnumerable<LookedAfterBoard> FollowAsync(
        Caller caller,
        SubscriptionPace pace,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        LookedAfterBoard? told = null;
        var seen = -1L;
        var read = time.GetTimestamp();
        while (true)
        {
            // Looked for often, because it is one number; read again at least every second, because scope and the clock change without a count.
            var position = await reader.PositionAsync(cancellation);
            if (position != seen || time.GetElapsedTime(read) >= JudgeAgain)
            {
                (seen, read) = (position, time.GetTimestamp());
                var now =
                    await board.ReadAsync(caller, cancellation) ?? throw Refusal.Forbidden("Your role is not shown looked-after children.");
                if (told is null || !Same(told, now))
                {
                    await pace.TakeAsync(cancellation);
                    yield return told = now;
                }
            }
            await Task.Delay(BetweenLooks, time, cancellation);
        }
    }

    private static bool Same(LookedAfterBoard one, LookedAfterBoard other) =>
        one with { Children = other.Children } == other && one.Children.Select(Told).SequenceEqual(other.Children.Select(Told));

    private static object Told(LookedAfterChild child) =>
        (child.Pupil.Key, child.Pupil.GivenName, child.Pupil.FamilyName, child with { Pupil = null! });
}
