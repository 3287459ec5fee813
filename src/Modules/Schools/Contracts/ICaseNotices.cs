using System.Data.Common;
using Attendance.Access.Contracts;
using Attendance.SharedKernel;

namespace Attendance.Schools.Contracts;

/// <summary>
/// Notices of messages in cases, at the bell or by digest as each person prefers. Whom one reaches is asked of the one policy when it is read: who has a mentioned role and may read the child's case
/// then.
/// </summary>
public interface ICaseNotices
{
    /// <summary>Makes a notice in the transaction that writes the message; again, with the same id, nothing.</summary>
    Task TellAsync(DbTransaction transaction, CaseNotice notice);

    /// <summary>Makes a notice of work with an agency in the transaction that finds it; again, with the same id, nothing.</summary>
    Task TellAsync(DbTransaction transaction, AgencyNotice notice);

    /// <summary>Makes a notice of an enquiry in the transaction that writes it or its answer; again, of the same, nothing.</summary>
    Task TellAsync(DbTransaction transaction, EnquiryNotice notice);

    /// <summary>Who has seen these notices, and when, the first first.</summary>
    Task<IReadOnlyList<NoticeSeen>> SeenAsync(IReadOnlyCollection<string> ids, CancellationToken cancellation);
}

/// <summary>
/// A notice of a message. <paramref name="Id"/>: of the message, 1 to 100 characters. <paramref name="By"/>: who wrote, as records name callers: not told to that person. <paramref name="Sentence"/> names
/// no child and repeats nothing of the message.
/// </summary>
public sealed record CaseNotice(string Id, PupilId Pupil, IReadOnlyCollection<Role> Roles, string By, string Sentence);

/// <summary>
/// A notice of work with an agency. <paramref name="Id"/>: 1 to 100 characters. With a <paramref name="Pupil"/>: for who works on that child's case, or manages who does, when it is read. With an
/// <paramref name="Audience"/>: for who belongs to it then (<see cref="INoticeAudiences"/>); such a notice names no child. <paramref name="Sentence"/> names no child either.
/// </summary>
public sealed record AgencyNotice(string Id, PupilId? Pupil, string? Audience, string Sentence);

/// <summary>
/// A notice of an enquiry (S119). <paramref name="Hearer"/>: whom it is for; who asked never hears of the own question. <paramref name="AskedBy"/>: as records name callers. <paramref name="Sentence"/>
/// names no child and repeats nothing of the question or the answer.
/// </summary>
public sealed record EnquiryNotice(
    long Enquiry,
    EnquiryHearer Hearer,
    Laestab? School,
    PupilId? Pupil,
    SessionKey? Session,
    string AskedBy,
    string Sentence
);

/// <summary>Who hears of an enquiry. Stored by name.</summary>
public enum EnquiryHearer
{
    /// <summary>Those who settle the school's registers.</summary>
    School,

    /// <summary>Those who work with the child's flags.</summary>
    Team,

    /// <summary>Who asked: it was answered.</summary>
    Asker,
}

/// <summary>The audiences of notices that a higher module knows: asked when notices are read, so that a notice is gone with the belonging.</summary>
public interface INoticeAudiences
{
    /// <summary>Those that the caller belongs to today, as "agency/health".</summary>
    Task<IReadOnlyList<string>> OfAsync(Caller caller, CancellationToken cancellation);
}

/// <summary>That a person saw a notice, by the number of the person's record.</summary>
public sealed record NoticeSeen(string Notice, long Person, DateTimeOffset At);
