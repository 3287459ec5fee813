using System.Diagnostics.CodeAnalysis;

namespace Attendance.SharedKernel;

/// <summary>
/// A unique pupil number: 13 characters, a check letter, then 12 digits (permanent) or 11 digits and a letter (temporary).
/// A value of this type has the right form and the right check letter; lower case is normalised.
/// Source: UK Government Data Standards Catalogue, UniquePupilNumber 2.0 (RULES 7.6). The parts carry no meaning beyond validation.
/// </summary>
public readonly struct Upn : IEquatable<Upn>, IComparable<Upn>
{
    /// <summary>The 23 letters a UPN may hold: the alphabet without I, O and S.</summary>
    public const string Alphabet = "ABCDEFGHJKLMNPQRTUVWXYZ";

    private readonly string? _value;

    private Upn(string value) => _value = value;

    /// <summary>The 13 characters in upper case.</summary>
    public string Value => _value ?? throw new InvalidOperationException("A default Upn has no value.");

    /// <summary>True when the last character is a letter: the number was given until the permanent one is known.</summary>
    public bool IsTemporary => char.IsAsciiLetter(Value[12]);

    /// <summary>Reads a UPN. Surrounding white space is ignored and lower case accepted; anything else must be exact.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Upn upn)
    {
        upn = default;
        if (text is null)
            return false;
        var value = text.Trim();
        if (value.Length != 13)
            return false;
        value = value.ToUpperInvariant();
        if (CheckLetter(value.AsSpan(1)) is not { } check || value[0] != check)
            return false;
        upn = new Upn(value);
        return true;
    }

    /// <summary>Reads a UPN known to be right, for example from our own database. Throws FormatException otherwise.</summary>
    public static Upn Parse(string text) => TryParse(text, out var upn) ? upn : throw new FormatException("Not a unique pupil number.");

    /// <summary>Puts the check letter before the 12 characters of a body. Null when the body is malformed.</summary>
    public static Upn? FromBody(string body) => CheckLetter(body) is { } letter ? new Upn(letter + body) : null;

    /// <summary>The check letter: the sum of value times position (2 to 13) modulo 23, as an index into <see cref="Alphabet"/>.</summary>
    private static char? CheckLetter(ReadOnlySpan<char> body)
    {
        if (body.Length != 12)
            return null;
        var sum = 0;
        for (var i = 0; i < 12; i++)
        {
            var c = body[i];
            var value =
                char.IsAsciiDigit(c) ? c - '0'
                : i == 11 ? Alphabet.IndexOf(c, StringComparison.Ordinal)
                : -1;
            if (value < 0)
                return null;
            sum += value * (i + 2);
        }
        return Alphabet[sum % 23];
    }

    public bool Equals(Upn other) => string.Equals(_value, other._value, StringComparison.Ordinal);

    public override bool Equals(object? obj) => obj is Upn other && Equals(other);

    public override int GetHashCode() => _value is null ? 0 : _value.GetHashCode(StringComparison.Ordinal);

    public int CompareTo(Upn other) => string.CompareOrdinal(_value, other._value);

    public override string ToString() => _value ?? "";

    public static bool operator ==(Upn left, Upn right) => left.Equals(right);

    public static bool operator !=(Upn left, Upn right) => !left.Equals(right);

    public static bool operator <(Upn left, Upn right) => left.CompareTo(right) < 0;

    public static bool operator >(Upn left, Upn right) => left.CompareTo(right) > 0;

    public static bool operator <=(Upn left, Upn right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Upn left, Upn right) => left.CompareTo(right) >= 0;
}
