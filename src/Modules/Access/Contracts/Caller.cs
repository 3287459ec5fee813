using System.Reflection;
using Attendance.SharedKernel;
using Microsoft.AspNetCore.Http;

namespace Attendance.Access.Contracts;

/// <summary>
/// Who asks for an operation. Every operation takes one. <paramref name="Name"/> is the name of the client or job as it is recorded in the journal
/// ("3552007/SIMS"); never a key or token, so that a renewed key keeps its submissions. <paramref name="Person"/> is the number of a person's record; it is
/// all that a session or token says of a person: roles and scope are read from the database at every request.
/// </summary>
[Orleans.GenerateSerializer, Orleans.Immutable, Orleans.Alias("Caller")]
public sealed record Caller(
    [property: Orleans.Id(0)] CallerKind Kind,
    [property: Orleans.Id(1)] string Name,
    [property: Orleans.Id(2)] Laestab? School = null,
    [property: Orleans.Id(3)] long? Person = null
) : IBindableFromHttpContext<Caller>
{
    /// <summary>Lets an operation take the caller of the request as a parameter. Throws where the lock on the front door was left out: a bug.</summary>
    public static ValueTask<Caller?> BindAsync(HttpContext context, ParameterInfo parameter) => new(Of(context));

    /// <summary>The caller of a request that came through the lock.</summary>
    public static Caller Of(HttpContext context) =>
        context.Features.Get<Caller>() ?? throw new InvalidOperationException("The request has no caller: it did not pass the lock.");

    /// <summary>A person who signed in, by the number of the record. The name in journals and audits is that number, never the person's name.</summary>
    public static Caller ForPerson(long person) => new(CallerKind.Person, $"person/{person}", Person: person);

    /// <summary>Background work of the product itself, by its name ("recovery", "daily-work").</summary>
    public static Caller System(string job) => new(CallerKind.System, job);

    /// <summary>True when the caller may act for a school: the school's own system, or the product itself.</summary>
    public bool ActsFor(Laestab school) => Kind is CallerKind.System || (Kind is CallerKind.School && School == school);

    /// <summary>True when the caller loads reference data and reads the city's figures.</summary>
    public bool IsLoader => Kind is CallerKind.Loader or CallerKind.System;
}

/// <summary>What a caller is.</summary>
public enum CallerKind
{
    /// <summary>A school's system: posts and reads its own registers.</summary>
    School,

    /// <summary>The authority's loader: writes schools, calendars and rolls, issues schools' keys, reads the city.</summary>
    Loader,

    /// <summary>The product's own background work.</summary>
    System,

    /// <summary>A person who signed in.</summary>
    Person,
}
