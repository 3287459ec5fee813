using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Time;
using Dapper;

namespace Attendance.Casework.Terms;

/// <summary>What was agreed with each school about referrals, reviews and evaluation (S118).</summary>
internal sealed class ReferralTermsStore(Database database, IWriter writer, CaseworkOptions options, SchoolClock clock)
{
    /// <summary>Weeks to the first review of a plan where nothing was agreed: half a term.</summary>
    public const int UsualReviewWeeks = 6;

    /// <summary>Weeks to the evaluation of a referral where nothing was agreed: a term.</summary>
    public const int UsualEvaluationWeeks = 12;

    /// <summary>The terms of a school; the authority's own where nothing was agreed, or without a school.</summary>
    public async Task<ReferralTerms> ReadAsync(Laestab? school, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var row = school is not { } number
            ? null
            : await connection.QueryFirstOrDefaultAsync<Row?>(
                new CommandDefinition(
                    """
                    select least_missed, review_weeks, evaluation_weeks, recorded_at, recorded_by from casework_referral_terms
                    where school_id = @school order by version desc limit 1
                    """,
                    new { school = (long)number.Value },
                    cancellationToken: cancellation
                )
            );
        return row is null
            ? new ReferralTerms(options.ReferralMissed, UsualReviewWeeks, UsualEvaluationWeeks, null, null)
            : new ReferralTerms(row.LeastMissed, row.ReviewWeeks, row.EvaluationWeeks, row.RecordedAt, row.RecordedBy);
    }

    /// <summary>Writes the next version.</summary>
    public Task SaveAsync(
        Laestab school,
        int leastMissed,
        int reviewWeeks,
        int evaluationWeeks,
        string by,
        CancellationToken cancellation
    ) =>
        writer.Run(
            transaction =>
                transaction.Connection!.ExecuteAsync(
                    """
                    insert into casework_referral_terms (school_id, version, least_missed, review_weeks, evaluation_weeks, recorded_at, recorded_by)
                    select @school, coalesce(max(version), 0) + 1, @leastMissed, @reviewWeeks, @evaluationWeeks, @at, @by
                    from casework_referral_terms where school_id = @school
                    """,
                    new
                    {
                        school = (long)school.Value,
                        leastMissed,
                        reviewWeeks,
                        evaluationWeeks,
                        at = clock.Now,
                        by,
                    },
                    transaction
                ),
            cancellation
        );

    private sealed class Row
    {
        public int LeastMissed { get; init; }
        public int ReviewWeeks { get; init; }
        public int EvaluationWeeks { get; init; }
        public DateTimeOffset RecordedAt { get; init; }
        public string RecordedBy { get; init; } = "";
    }
}

/// <summary>
/// When a school may refer a child, and when the work that follows is looked at. <paramref name="LeastMissed"/>: half-days of the school year; weeks are school weeks.
/// <paramref name="Since"/> and <paramref name="By"/> are null where nothing was agreed.
/// </summary>
internal sealed record ReferralTerms(int LeastMissed, int ReviewWeeks, int EvaluationWeeks, DateTimeOffset? Since, string? By)
{
    /// <summary>When a plan that is made on a day is first reviewed; null where nothing was agreed.</summary>
    public DateOnly? ReviewOn(DateOnly today) => Since is null ? null : CaseworkOptions.After(today, ReviewWeeks * 5);

    /// <summary>When a referral of a day is evaluated.</summary>
    public DateOnly EvaluateOn(DateOnly today) => CaseworkOptions.After(today, EvaluationWeeks * 5);
}
