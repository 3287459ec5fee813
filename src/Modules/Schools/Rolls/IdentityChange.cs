using Attendance.Access.Contracts;
using Attendance.SharedKernel;

namespace Attendance.Schools.Rolls;

/// <summary>The answer to an operation on children's identity: false when everything was so already.</summary>
internal sealed record IdentityChange(bool Changed)
{
    /// <summary>The refusal when nobody has this UPN here.</summary>
    public static Error UnknownPupil(string pointer) =>
        new("unknown-pupil", "Nobody here has this UPN.", [new FieldError(pointer, "unknown-pupil")]);

    /// <summary>The refusal of a change that contradicts what is stored.</summary>
    public static Error Conflict(string pointer, string code, string detail) =>
        new("conflict", detail, [new FieldError(pointer, code, detail)]);

    /// <summary>Reads a UPN of a body.</summary>
    public static Result<Upn> Upn(string? text, string pointer) =>
        SharedKernel.Upn.TryParse(text, out var upn)
            ? upn
            : Error.Validation(pointer, "upn-invalid", "Not a unique pupil number: 13 characters with the right check letter.");

    /// <summary>Children's identity is changed by loaders, until people with roles do it (issue 4).</summary>
    public static ValueTask<bool> MayAsync(IPolicy policy, Caller caller, CancellationToken cancellation) =>
        policy.MayAsync(caller, Act.LoadReference, GrantTarget.All, cancellation: cancellation);
}
