using System.Text.Json.Serialization;

namespace Attendance.Bench.Servers;

/// <summary>The same body that the product is sent, for the roads it is compared with.</summary>
internal sealed record PostedRegister(string? Group, string? TakenAt, string? TakenBy, string SubmissionId, PostedMark[] Marks);

internal readonly record struct PostedMark(string Upn, string Code);

/// <summary>What those roads answer.</summary>
internal sealed record PostedReceipt(string Receipt, int Stored);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PostedRegister))]
[JsonSerializable(typeof(PostedReceipt))]
internal sealed partial class PostedJson : JsonSerializerContext;
