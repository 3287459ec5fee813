using System.ComponentModel;
using System.Globalization;
using Attendance.Access.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;

namespace Attendance.Lac.Members;

/// <summary>Hands members' reports over, and releases them: never the same person.</summary>
[MutationRoot]
internal sealed class MemberMutations(MemberReports reports, MemberBook book, IAuditTrail trail)
{
    private const int Longest = 4_000;

    [Description(
        "Hands the report of a quarter over for release, with what the team says of the figures. Until it is released it may be handed over again."
    )]
    [Cost(10)]
    public async Task<MemberReportPayload?> SubmitMemberReport(
        Caller caller,
        [Description("The quarter's first day.")] DateOnly quarter,
        [Description("What the team says of the figures, at most 4,000 characters. It is published: no child may be told by it.")]
            string words,
        CancellationToken cancellation = default
    )
    {
        if (!await reports.MaySubmitAsync(caller, cancellation))
            throw Refusal.NotFound();
        if (words.Length > Longest)
            return Wrong(Error.Validation("/words", "text-invalid", $"A text has at most {Longest} characters."));
        await ChangingAsync(caller, nameof(SubmitMemberReport), quarter, cancellation);
        return Of(await book.SubmitAsync(quarter, words.Trim(), caller.Name, cancellation));
    }

    [Description("Releases the report of a quarter that somebody else handed over: elected members read it from then on, and it stands.")]
    [Cost(10)]
    public async Task<MemberReportPayload?> ReleaseMemberReport(
        Caller caller,
        [Description("The quarter's first day.")] DateOnly quarter,
        CancellationToken cancellation = default
    )
    {
        if (!await reports.MayReleaseAsync(caller, cancellation))
            throw Refusal.NotFound();
        await ChangingAsync(caller, nameof(ReleaseMemberReport), quarter, cancellation);
        return Of(await book.ReleaseAsync(quarter, caller.Name, cancellation));
    }

    private Task ChangingAsync(Caller caller, string action, DateOnly quarter, CancellationToken cancellation) =>
        trail.ChangingAsync(
            caller,
            action,
            $"member-report/{quarter.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}",
            null,
            cancellation
        );

    private static MemberReportPayload Of(Error? error) => error is null ? new MemberReportPayload(true, []) : Wrong(error);

    private static MemberReportPayload Wrong(Error error) => new(false, InputProblem.Of(error));
}

[Description("What became of a members' report.")]
internal sealed record MemberReportPayload(
    [property: Description("False when a problem kept it from being changed.")] bool Changed,
    [property: Description("What is wrong.")] IReadOnlyList<InputProblem> Problems
);
