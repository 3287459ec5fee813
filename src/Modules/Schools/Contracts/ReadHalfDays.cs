using Attendance.SharedKernel;
using MediatR;

namespace Attendance.Schools.Contracts;

/// <summary>
/// Half-days between two days, both included, counted by school, day and session from the marks that count now. About no child by name, so the module that asks judges the caller
/// and hides what is small. In order of school and session.
/// </summary>
public sealed record ReadHalfDays(DateOnly From, DateOnly To) : IRequest<IReadOnlyList<HalfDayCounts>>;

/// <summary>Possible sessions of one register, in half-days, and how many of them were absences with and without leave.</summary>
public readonly record struct HalfDayCounts(Laestab School, SessionKey Session, int Possible, int Authorised, int Unauthorised);
