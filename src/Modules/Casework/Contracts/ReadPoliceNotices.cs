using MediatR;

namespace Attendance.Casework.Contracts;

/// <summary>The warnings and penalty notices that the police gave since a day, counted over all children; the module that asks hides what is small.</summary>
public sealed record ReadPoliceNotices(DateOnly From) : IRequest<IssuedNotices>;

/// <summary>Warnings to which no notice followed yet, and penalty notices that were not withdrawn.</summary>
public sealed record IssuedNotices(int Warnings, int Notices);
