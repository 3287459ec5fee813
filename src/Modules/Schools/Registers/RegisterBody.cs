using System.Text.Json.Serialization;

namespace Attendance.Schools.Registers;

/// <summary>A register as posted by a school's system.</summary>
internal sealed record RegisterBody
{
    /// <summary>The class; leave it out when the post covers just the pupils it lists. At most 50 characters.</summary>
    public string? Group { get; init; }

    /// <summary>When the register was taken, with an offset from UTC: 2006-09-04T09:05:00+01:00.</summary>
    public string? TakenAt { get; init; }

    /// <summary>Who took it, as the school names them. At most 100 characters.</summary>
    public string? TakenBy { get; init; }

    /// <summary>The client's own key for this submission, 1 to 255 visible ASCII characters; the same as Idempotency-Key if both are given.</summary>
    public string? SubmissionId { get; init; }

    /// <summary>The marks: 1 to 5,000.</summary>
    public required MarkBody[] Marks { get; init; }
}

/// <summary>One mark of a posted register.</summary>
internal sealed record MarkBody
{
    /// <summary>The pupil's UPN, present or former.</summary>
    public required string Upn { get; init; }

    /// <summary>The register code.</summary>
    public required string Code { get; init; }

    /// <summary>Minutes late, 0 to 1440, with L and U only.</summary>
    public int? MinutesLate { get; init; }

    /// <summary>A remark beside the mark, at most 1,000 characters.</summary>
    public string? Comment { get; init; }

    /// <summary>Why an earlier mark is changed, at most 500 characters. Makes the mark an explicit correction.</summary>
    public string? Reason { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    MaxDepth = 16,
    GenerationMode = JsonSourceGenerationMode.Metadata
)]
[JsonSerializable(typeof(RegisterBody))]
[JsonSerializable(typeof(HeldReleaseBody))]
[JsonSerializable(typeof(HeldDiscardBody))]
[JsonSerializable(typeof(ReasonBody))]
internal sealed partial class RegisterJson : JsonSerializerContext;
