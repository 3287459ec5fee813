using System.Collections.Concurrent;
using Attendance.SharedKernel;

namespace Attendance.Access.Contracts;

/// <summary>
/// What one request has shown and been refused so far: written to the audit before its answer leaves, so that an answer without a record cannot be. It flows
/// with the request; code that shows a named child says so with Show.
/// </summary>
public sealed class AuditScope
{
    /// <summary>Refusals kept of one request; the rest is a count in the last record.</summary>
    public const int MostDenied = 50;

    private static readonly AsyncLocal<AuditScope?> Ambient = new();

    private readonly ConcurrentDictionary<long, bool> _shown = new();
    private readonly ConcurrentQueue<DeniedTry> _denied = new();
    private readonly ConcurrentDictionary<string, bool> _resources = new(StringComparer.Ordinal);
    private int _refusals;
    private int _written;
    private int _counted;

    private AuditScope(Caller caller, string requestId, string? purpose)
    {
        Caller = caller;
        RequestId = requestId;
        Purpose = purpose;
    }

    /// <summary>The request that is being answered; null outside of one.</summary>
    public static AuditScope? Current => Ambient.Value;

    /// <summary>Who asks.</summary>
    public Caller Caller { get; }

    /// <summary>The request's name in logs and problem documents.</summary>
    public string RequestId { get; }

    /// <summary>What for, as the caller said (header Attendance-Purpose); null when not said.</summary>
    public string? Purpose { get; }

    /// <summary>The operation: the REST operation's name, or the root fields of a GraphQL document.</summary>
    public string Operation { get; set; } = "";

    /// <summary>Starts a request. It ends with the asynchronous flow.</summary>
    public static AuditScope Begin(Caller caller, string requestId, string? purpose) =>
        Ambient.Value = new AuditScope(caller, requestId, purpose);

    /// <summary>Notes that a child is in the answer.</summary>
    public void Show(PupilId child) => _shown.TryAdd(child.Value, true);

    /// <summary>Notes that the answer is about a resource whose children are named otherwise than by id.</summary>
    public void Show(GrantTarget resource) => _resources.TryAdd(Name(resource), true);

    /// <summary>What was noted since the last call, for the one who writes it.</summary>
    internal Unwritten TakeUnwritten()
    {
        var children = new List<long>();
        foreach (var (child, fresh) in _shown)
        {
            if (fresh && _shown.TryUpdate(child, false, true))
                children.Add(child);
        }
        children.Sort();
        var resources = _resources
            .Where(pair => pair.Value && _resources.TryUpdate(pair.Key, false, true))
            .Select(pair => pair.Key)
            .Order()
            .ToList();
        var denied = _denied.Skip(_written).ToList();
        _written += denied.Count;
        var beyond = Math.Max(0, _refusals - MostDenied) - _counted;
        _counted += beyond;
        return new Unwritten(children, resources, denied, beyond);
    }

    /// <summary>
    /// Forgets which children were shown and written, so that showing them again is recorded again: for a subscription, which shows the same child many times.
    /// What was not written yet stays.
    /// </summary>
    public void StartOver()
    {
        foreach (var (child, fresh) in _shown)
        {
            if (!fresh)
                _shown.TryRemove(KeyValuePair.Create(child, false));
        }
    }

    /// <summary>Notes a refusal. The policy does it.</summary>
    public void Deny(string roles, Act action, GrantTarget resource)
    {
        if (Interlocked.Increment(ref _refusals) <= MostDenied)
            _denied.Enqueue(new DeniedTry(roles, action, resource));
    }

    /// <summary>How a resource is written in the audit: pupil/42, school/3552007, unit/7, authority.</summary>
    public static string Name(GrantTarget resource) =>
        resource.Kind switch
        {
            GrantTargetKind.Pupil => $"pupil/{resource.Id}",
            GrantTargetKind.School => $"school/{resource.Id}",
            GrantTargetKind.Unit => $"unit/{resource.Id}",
            GrantTargetKind.All => "authority",
        };
}

/// <summary>Children, other resources and refusals that were not written yet; <paramref name="Beyond"/>: refusals that were only counted.</summary>
internal sealed record Unwritten(IReadOnlyList<long> Children, IReadOnlyList<string> Resources, IReadOnlyList<DeniedTry> Denied, int Beyond)
{
    /// <summary>Nothing to write.</summary>
    public bool IsEmpty => Children.Count == 0 && Resources.Count == 0 && Denied.Count == 0;
}

/// <summary>One refusal: in which roles, to do what, to what.</summary>
public sealed record DeniedTry(string Roles, Act Action, GrantTarget Resource);
