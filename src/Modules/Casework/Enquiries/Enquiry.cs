using Attendance.SharedKernel;

namespace Attendance.Casework.Enquiries;

/// <summary>
/// An enquiry (S119). <paramref name="School"/>: whose mark or figure it is, or where the flagged child is on roll. <paramref name="CodeBefore"/> and <paramref name="CodeAfter"/>: the mark's code
/// when it was asked about and when it was answered, where they differ: the correction that answered it. <paramref name="Question"/> and <paramref name="Answer"/> are null once the child's
/// texts were erased.
/// </summary>
internal sealed record Enquiry(
    long Id,
    EnquirySubject Subject,
    Laestab? School,
    PupilId? Pupil,
    SessionKey? Session,
    string? Rule,
    string? Figure,
    EnquiryOwner Owner,
    string? Question,
    DateOnly AskedOn,
    DateOnly DueOn,
    DateTimeOffset AskedAt,
    string AskedBy,
    string? Answer,
    DateTimeOffset? AnsweredAt,
    string? AnsweredBy,
    string? CodeBefore,
    string? CodeAfter
)
{
    /// <summary>School days within which an enquiry is answered. Ours: a school week.</summary>
    public const int Days = 5;
}
