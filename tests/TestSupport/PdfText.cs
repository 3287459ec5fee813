using System.Diagnostics;

namespace Attendance.TestSupport;

/// <summary>Reads a PDF as poppler's pdftotext does: what a person could copy from it.</summary>
public static class PdfText
{
    /// <summary>The words with single spaces. <paramref name="layout"/>: line by line across the page, otherwise column by column.</summary>
    public static async Task<string> OfAsync(byte[] pdf, bool layout = false)
    {
        var reader = new ProcessStartInfo("pdftotext", layout ? ["-layout", "-", "-"] : ["-", "-"])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(reader)!;
        var text = process.StandardOutput.ReadToEndAsync();
        await process.StandardInput.BaseStream.WriteAsync(pdf);
        process.StandardInput.Close();
        return string.Join(' ', (await text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }
}
