namespace Attendance.SharedKernel.Files;

/// <summary>Text that a person wrote. What looks like a formula or like HTML is text too: it is made harmless where it goes out, not here.</summary>
public static class PlainText
{
    /// <summary>No control characters (neither database stores NUL), no halves of characters, no mark of a broken encoding.</summary>
    public static bool IsPlain(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsControl(c) || c == '\uFFFD')
                return false;
            if (!char.IsSurrogate(c))
                continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(c, text[i + 1]))
                return false;
            i++;
        }
        return true;
    }
}
