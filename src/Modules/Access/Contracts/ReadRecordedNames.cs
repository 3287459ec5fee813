using MediatR;

namespace Attendance.Access.Contracts;

/// <summary>
/// The names behind those that records keep ("person/12"), for whoever is shown the record anyway. Keys and jobs, and people that are not there, are left out: their
/// name in the record is all there is.
/// </summary>
public sealed record ReadRecordedNames(IReadOnlyCollection<string> Who) : IRequest<IReadOnlyDictionary<string, string>>;
