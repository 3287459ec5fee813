using MediatR;

namespace Attendance.SharedKernel.Facts;

/// <summary>
/// Something that happened, in the past tense, told to other modules after the transaction that made it true. A fact is a record in its publisher's
/// <c>Contracts/Facts</c>; it is stored by <see cref="IOutbox"/> and handled at least once, in the order of its stream, by <c>When...</c> handlers.
/// </summary>
public interface IFact : INotification;
