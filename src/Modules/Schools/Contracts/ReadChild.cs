using Attendance.Access.Contracts;
using Attendance.SharedKernel;
using MediatR;

namespace Attendance.Schools.Contracts;

/// <summary>
/// What schools and modules have said of a child beside the marks: contacts, siblings, markers; now, or as known at an instant. A child that was merged into
/// another is read under the other. For a caller who may read the child's background, by the one policy; the read is noted for the audit. Error: not-found.
/// </summary>
public sealed record ReadChild(Caller Caller, PupilId Pupil, DateTimeOffset? KnownAt = null) : IRequest<Result<ChildRecord>>;

/// <summary>A child's family and markers. Markers that were taken back are left out.</summary>
public sealed record ChildRecord(
    PupilId Pupil,
    IReadOnlyList<ChildContact> Contacts,
    IReadOnlyList<ChildSibling> Siblings,
    IReadOnlyList<ChildMarker> Markers
);

/// <summary>A person with a tie to the child, in the order of the school's list.</summary>
public sealed record ChildContact(string Name, string Relationship, bool ParentalResponsibility, string? Phone, string? Email);

/// <summary>A sibling, named by either child's school. <paramref name="Pupil"/> is null while no roll has that UPN.</summary>
public sealed record ChildSibling(Upn Upn, PupilId? Pupil);

/// <summary>A marker from its first to its last day, both included; null: still.</summary>
public sealed record ChildMarker(string Kind, string Source, DateOnly From, DateOnly? To, string? Detail);
