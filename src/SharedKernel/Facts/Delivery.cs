using Attendance.SharedKernel.Data;
using MediatR;

namespace Attendance.SharedKernel.Facts;

/// <summary>
/// A fact on its way to its handlers, as MediatR carries it. A handler that fails does not keep the fact from the others: what failed is collected
/// here, and the dispatcher tells the fact again to those that have not handled it.
/// </summary>
public abstract class Delivery : INotification
{
    private readonly List<Exception> _failures = [];

    private protected Delivery(FactPlace place, DateTimeOffset raisedAt, IWriter writer, TimeProvider time)
    {
        Place = place;
        RaisedAt = raisedAt;
        Writer = writer;
        Time = time;
    }

    /// <summary>The identity of the fact.</summary>
    public FactPlace Place { get; }

    /// <summary>When it was stored, by the system clock.</summary>
    public DateTimeOffset RaisedAt { get; }

    internal IReadOnlyList<Exception> Failures => _failures;

    internal IWriter Writer { get; }

    internal TimeProvider Time { get; }

    internal void Failed(Exception exception) => _failures.Add(exception);
}

/// <summary>A delivery of one kind of fact.</summary>
public sealed class Delivery<TFact> : Delivery
    where TFact : IFact
{
    internal Delivery(TFact fact, FactPlace place, DateTimeOffset raisedAt, IWriter writer, TimeProvider time)
        : base(place, raisedAt, writer, time) => Fact = fact;

    /// <summary>What happened.</summary>
    public TFact Fact { get; }
}
