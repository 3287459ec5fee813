namespace Attendance.SharedKernel;

/// <summary>Free words as people write them: trimmed, with line breaks, without control characters.</summary>
public sealed class Words
{
    /// <summary>The longest text, in characters.</summary>
    public const int Longest = 4000;

    private readonly List<FieldError> _wrong = [];

    /// <summary>The refusal of everything that was wrong so far, or null.</summary>
    public Error? Error => _wrong.Count == 0 ? null : new Error("validation", "Some values are not valid.", _wrong);

    /// <summary>A text that must be there.</summary>
    public string Need(string field, string? text, int longest = Longest)
    {
        var trimmed = text?.Trim() ?? "";
        if (trimmed.Length == 0)
            Wrong(field, "text-missing", $"Write something in {Name(field)}.");
        else
            Check(field, trimmed, longest);
        return trimmed;
    }

    /// <summary>A text that may be left out: null when it is.</summary>
    public string? May(string field, string? text, int longest = Longest)
    {
        var trimmed = text?.Trim();
        if (string.IsNullOrEmpty(trimmed))
            return null;
        Check(field, trimmed, longest);
        return trimmed;
    }

    /// <summary>Something else that is wrong with a field.</summary>
    public void Wrong(string field, string code, string message) => _wrong.Add(new FieldError($"/{field}", code, message));

    /// <summary>Says that a field is wrong when it is.</summary>
    public void Check(bool right, string field, string code, string message)
    {
        if (!right)
            Wrong(field, code, message);
    }

    private void Check(string field, string text, int longest)
    {
        if (text.Length > longest)
            Wrong(field, "text-too-long", $"At most {longest} characters.");
        else if (text.Any(letter => char.IsControl(letter) && letter is not ('\n' or '\r' or '\t')))
            Wrong(field, "text-invalid", "Control characters are not taken.");
    }

    private static string Name(string field) => field[(field.LastIndexOf('/') + 1)..];
}
