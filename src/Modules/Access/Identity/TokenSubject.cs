namespace Attendance.Access.Identity;

/// <summary>Whom a token stands for: all that a token says. What they may do is asked of the database at every request.</summary>
internal sealed record TokenSubject(long? Person, string? Key)
{
    private const string PersonMark = "person:";
    private const string KeyMark = "key:";

    public static string Of(long person) => $"{PersonMark}{person}";

    public static string OfKey(string id) => $"{KeyMark}{id}";

    public static TokenSubject? Parse(string? subject) =>
        subject switch
        {
            not null
                when subject.StartsWith(PersonMark, StringComparison.Ordinal)
                    && long.TryParse(subject[PersonMark.Length..], out var person) => new TokenSubject(person, null),
            not null when subject.StartsWith(KeyMark, StringComparison.Ordinal) => new TokenSubject(null, subject[KeyMark.Length..]),
            _ => null,
        };
}
