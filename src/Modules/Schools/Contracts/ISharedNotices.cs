using System.Data.Common;
using Attendance.SharedKernel;

namespace Attendance.Schools.Contracts;

/// <summary>
/// Notices of the work of partner agencies, at the bell or by digest as each person prefers, made in the transaction that writes what they tell of. Whom one reaches is asked of the one policy when it is
/// read. All answer false, and change nothing, when there is a notice of that id already.
/// </summary>
public interface ISharedNotices
{
    /// <summary>Tells the people of an agency of a child that an agreement shares with them, as long as it does.</summary>
    Task<bool> TellAsync(DbTransaction transaction, SharedNotice notice);

    /// <summary>Tells the people of a school who refer its children.</summary>
    Task<bool> TellAsync(DbTransaction transaction, SchoolNotice notice);

    /// <summary>Tells the people who visit schools.</summary>
    Task<bool> TellAsync(DbTransaction transaction, VisitNotice notice);
}

/// <summary>
/// A notice for an agency. <paramref name="Id"/>: of what it tells, 1 to 100 characters. <paramref name="Person"/>: only that person; null: everybody whom the agreement opens the child to.
/// <paramref name="Sentence"/> names no child; <paramref name="Page"/> is the address of the page that does, from "/" on.
/// </summary>
public sealed record SharedNotice(string Id, string Agreement, PupilId Pupil, long? Person, string Sentence, string Page);

/// <summary>A notice for a school; the sentence names no child.</summary>
public sealed record SchoolNotice(string Id, Laestab School, string Sentence, string Page);

/// <summary>A notice of a visit to a school that is overdue, for who visits it.</summary>
public sealed record VisitNotice(string Id, Laestab School, string Sentence, string Page);
