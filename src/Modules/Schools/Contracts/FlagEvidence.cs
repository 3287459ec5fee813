using System.Text.Json.Serialization;
using Attendance.SharedKernel;

namespace Attendance.Schools.Contracts;

/// <summary>
/// Why a flag is open: the half-days it rests on, in time order, the arithmetic as a sentence and as numbers, what it was compared with, and what
/// would clear it. Names no child. <paramref name="CarePlan"/>: the exception for illness under a medical care plan that lowers the severity, in a sentence; null where none does.
/// It tells of health: for who may see the codes.
/// </summary>
[Orleans.GenerateSerializer, Orleans.Immutable, Orleans.Alias("FlagEvidence")]
public sealed record FlagEvidence(
    [property: Orleans.Id(0)] string Sentence,
    [property: Orleans.Id(1)] IReadOnlyList<EvidenceFigure> Figures,
    [property: Orleans.Id(2)] IReadOnlyList<EvidenceHalfDay> HalfDays,
    [property: Orleans.Id(3)] string ClearsWhen,
    [property: Orleans.Id(4), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? CarePlan = null
);

/// <summary>One number of the arithmetic, and the number it is held against, if any (the same unit).</summary>
[Orleans.GenerateSerializer, Orleans.Immutable, Orleans.Alias("EvidenceFigure")]
public sealed record EvidenceFigure(
    [property: Orleans.Id(0)] string Name,
    [property: Orleans.Id(1)] int Value,
    [property: Orleans.Id(2)] int? Threshold = null
);

/// <summary>One half-day that a flag rests on, with the code that counts for the child and the school that gave it.</summary>
[Orleans.GenerateSerializer, Orleans.Immutable, Orleans.Alias("EvidenceHalfDay")]
public readonly record struct EvidenceHalfDay(
    [property: Orleans.Id(0)] SessionKey Session,
    [property: Orleans.Id(1)] byte Code,
    [property: Orleans.Id(2)] Laestab School
);
