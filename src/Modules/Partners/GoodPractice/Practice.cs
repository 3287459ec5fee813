using Attendance.SharedKernel;

namespace Attendance.Partners.GoodPractice;

/// <summary>
/// Something that worked at a school since <paramref name="BeganOn"/>. <paramref name="Programme"/>: the programme or grant that it came from, by its short name. <paramref name="Adoptions"/>: the earliest first.
/// </summary>
internal sealed record Practice(
    long Id,
    string Title,
    Laestab School,
    string? Programme,
    string About,
    DateOnly BeganOn,
    string WrittenBy,
    DateTimeOffset WrittenAt,
    IReadOnlyList<Adoption> Adoptions
);

/// <summary>A school that took a practice on.</summary>
internal sealed record Adoption(Laestab School, DateOnly AdoptedOn, string Note, string WrittenBy, DateTimeOffset WrittenAt);
