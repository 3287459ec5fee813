using Attendance.SharedKernel;
using MediatR;

namespace Attendance.Lac.Contracts;

/// <summary>The children in care on a day. Names no child to anybody: the module that asks judges who may be told.</summary>
public sealed record ReadLookedAfter(DateOnly On) : IRequest<IReadOnlyList<LookedAfterChild>>;

/// <summary>A child in care. <paramref name="Since"/>: the first day of the time in care, through every placement and status that followed without a gap.</summary>
public sealed record LookedAfterChild(PupilId Pupil, DateOnly Since);
