using Attendance.Partners.Directory;

namespace Attendance.Partners.Activities;

/// <summary>The menu of activities, for rows of the strategy's tables.</summary>
internal sealed class ActivityMeasures(ActivityBook book) : IOutcomeMeasures
{
    public IReadOnlyDictionary<string, CountOutcome> Measures =>
        new Dictionary<string, CountOutcome>
        {
            ["activities"] = async (row, cancellation) =>
                OutcomeFigure.Of("Activities on the menu now", (await row.OnceAsync(() => book.ListAsync(cancellation))).Count),
            ["activity-places"] = async (row, cancellation) =>
            {
                var all = await row.OnceAsync(() => book.ListAsync(cancellation));
                return OutcomeFigure.Of("Places taken", all.Sum(activity => activity.Taken), all.Sum(activity => activity.Places));
            },
            ["activity-needs"] = async (row, cancellation) =>
            {
                var all = await row.OnceAsync(() => book.ListAsync(cancellation));
                return OutcomeFigure.Of("Activities that meet a special need", all.Count(activity => activity.Needs.Count > 0), all.Count);
            },
        };
}
