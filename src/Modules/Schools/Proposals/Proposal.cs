using System.Security.Cryptography;
using System.Text;
using Attendance.Schools.Contracts;
using Attendance.Schools.Contracts.Facts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Facts;

namespace Attendance.Schools.Proposals;

/// <summary>
/// A proposed correction, and the answer when there is one. <paramref name="Standing"/>: the code that the register had when it was proposed, null for none.
/// </summary>
internal sealed record Proposal(
    string Id,
    Laestab School,
    PupilId Pupil,
    SessionKey Session,
    string? Standing,
    string Code,
    int? MinutesLate,
    string? Reason,
    DateTimeOffset RecordedAt,
    string RecordedBy,
    ProposalAnswer? Answer
)
{
    /// <summary>How a correction that comes from a proposal is marked in the journal.</summary>
    public const string Via = "proposal";

    /// <summary>The correction that the school makes of it: explicit, with the reason that was proposed.</summary>
    public RegisterPost ToPost(Upn upn) =>
        new()
        {
            Session = Session,
            Via = Via,
            PayloadHash = SHA256.HashData(Encoding.UTF8.GetBytes($"proposal {Id}")),
            Marks = [new PostedMark(upn.Value, Code, MinutesLate, null, Reason ?? "Proposed correction")],
        };

    /// <summary>The facts of a proposal are a stream of their own: first that it was made, then what was answered.</summary>
    public OutboxFact Proposed() =>
        new(Stream(Id), 1, 0, new CorrectionProposed(Id, School.Value, Pupil.Value, Session.Date, Session.Half, RecordedBy));

    /// <summary>See <see cref="Proposed"/>.</summary>
    public OutboxFact Answered(bool accepted) =>
        new(Stream(Id), 2, 0, new CorrectionAnswered(Id, School.Value, Pupil.Value, Session.Date, Session.Half, accepted, RecordedBy));

    private static string Stream(string id) => $"proposal/{id}";
}

/// <summary>What a school answered. <paramref name="Reason"/>: why it refused; null when it accepted.</summary>
internal sealed record ProposalAnswer(bool Accepted, string? Reason, DateTimeOffset RecordedAt, string RecordedBy);
