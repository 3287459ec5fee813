using Attendance.SharedKernel;

namespace Attendance.Lac.Audits;

/// <summary>
/// What an audit of the 25th missed day asks, as far as it is filled in. <paramref name="Circumstances"/>: what the team knows of the child's days; <paramref name="Pattern"/>:
/// which days and sessions are missed, and why; <paramref name="Findings"/>: what has to change; <paramref name="Plan"/>: who does what by when. Source: the strategy
/// ("audit ... and agree a clear action plan").
/// </summary>
internal sealed record AuditForm(string Circumstances, string Pattern, string Findings, IReadOnlyList<AuditAction> Plan)
{
    public const int LongestText = 4_000;
    public const int MostActions = 30;

    /// <summary>Nothing yet.</summary>
    public static AuditForm Empty { get; } = new("", "", "", []);

    /// <summary>What is wrong with the form as it is written down; null: nothing.</summary>
    public Error? Problem()
    {
        if (Circumstances.Length > LongestText || Pattern.Length > LongestText || Findings.Length > LongestText)
            return Error.Validation("/form", "text-invalid", $"A text has at most {LongestText} characters.");
        if (Plan.Count > MostActions)
            return Error.Validation("/plan", "too-many", $"A plan has at most {MostActions} actions.");
        for (var i = 0; i < Plan.Count; i++)
        {
            if (Plan[i].What.Trim().Length is 0 or > 500 || Plan[i].Owner.Trim().Length is 0 or > 100)
                return Error.Validation(
                    $"/plan/{i}",
                    "text-invalid",
                    "An action says what (1 to 500 characters) and whose it is (1 to 100)."
                );
        }
        return null;
    }

    /// <summary>What keeps the form from being signed; null: nothing.</summary>
    public Error? Missing()
    {
        if (Findings.Trim().Length == 0)
            return Error.Validation("/findings", "findings-missing", "An audit is signed with its findings.");
        return Plan.Count == 0 ? Error.Validation("/plan", "plan-missing", "An audit is signed with an action plan.") : null;
    }
}

/// <summary>One line of an action plan: what, whose it is, by when.</summary>
internal sealed record AuditAction(string What, string Owner, DateOnly By);
