using Attendance.Access.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Files;

namespace Attendance.Schools.Rolls;

/// <summary>Stores roll input: checks it, plans against what is stored, writes the difference, one commit per call.</summary>
internal sealed class RollLoader(RollWriter writer)
{
    /// <summary>
    /// All schools in one transaction. Wrong rows are reported and the others stored; strict: nothing is stored when any row is wrong (import-rejected).
    /// Children not named stay as they are. The same input twice changes nothing.
    /// </summary>
    public async Task<Result<LoadReport>> LoadAsync(
        Caller caller,
        IReadOnlyList<RollInput> schools,
        bool strict,
        Func<RowProblem, string> pointer,
        CancellationToken cancellation
    )
    {
        var checkedSchools = schools
            .OrderBy(input => input.School)
            .Select(input => (input.School, input.Lines, Checked: RollCheck.Check(input.Lines)))
            .ToList();
        var wrong = checkedSchools.SelectMany(input => input.Checked.Problems).ToList();
        if (strict && wrong.Count > 0)
            return LoadReport.Rejected(wrong, pointer);
        return await writer.RunAsync<LoadReport>(
            caller,
            async change =>
            {
                var problems = wrong.ToList();
                var (changed, unchanged) = (0, 0);
                var refused = false;
                foreach (var (laestab, lines, (entries, _)) in checkedSchools)
                {
                    if (await change.LockAsync(laestab) is not { } school)
                    {
                        problems.AddRange(
                            lines.Select(line => new RowProblem(line.Row, "laestab", "unknown-school", "There is no such school here."))
                        );
                        refused |= strict;
                        continue;
                    }
                    var state = await change.LoadStateAsync(school, entries);
                    var plan = RollPlan.Make(state, entries, change.Today, () => PupilId.New(TimeProvider.System));
                    problems.AddRange(plan.Problems);
                    refused |= strict && plan.Problems.Count > 0;
                    changed += plan.Changed;
                    unchanged += plan.Unchanged;
                    await change.ApplyAsync(school, plan);
                    FailPoint.Hit("mid-import");
                }
                if (refused)
                    return change.Refuse<LoadReport>(LoadReport.Rejected(problems, pointer));
                return new LoadReport(schools.Sum(input => input.Lines.Count), changed, unchanged, problems);
            },
            cancellation
        );
    }
}

/// <summary>One school's part of a roll input.</summary>
internal sealed record RollInput(Laestab School, IReadOnlyList<(int Row, RollLine? Line)> Lines);
