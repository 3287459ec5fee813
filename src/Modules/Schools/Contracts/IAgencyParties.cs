using Attendance.Access.Contracts;

namespace Attendance.Schools.Contracts;

/// <summary>Asked by Schools, answered by the module that knows agencies: which of them sign up to the strategy's commitments, each for itself, also where several have people in one role.</summary>
public interface IAgencyParties
{
    /// <summary>Every agency that signs, in the strategy's order and then by name.</summary>
    Task<IReadOnlyList<AgencyParty>> ListAsync(CancellationToken cancellation);

    /// <summary>The short names of those for which the caller may sign today: it works for them, in their role.</summary>
    Task<IReadOnlyCollection<string>> OfAsync(Caller caller, CancellationToken cancellation);
}

/// <summary>An agency that signs. <paramref name="Id"/>: its short name.</summary>
public sealed record AgencyParty(string Id, string Name);
