using PdfSharp.Fonts;

namespace Attendance.SharedKernel.Documents;

/// <summary>The fonts that come with the product (Roboto 2.137, Apache License 2.0, <c>Fonts/LICENCE.txt</c>), so that a document looks alike on every machine and asks nobody.</summary>
internal sealed class ShippedFonts : IFontResolver
{
    /// <summary>The one family.</summary>
    public const string Family = "Roboto";

    private static readonly Lock Once = new();

    /// <summary>Has PDFsharp use these fonts; harmless when repeated.</summary>
    public static void Use()
    {
        lock (Once)
            GlobalFontSettings.FontResolver ??= new ShippedFonts();
    }

    public FontResolverInfo? ResolveTypeface(string familyName, bool isBold, bool isItalic) =>
        new(isBold ? "Roboto-Bold" : "Roboto-Regular");

    public byte[]? GetFont(string faceName)
    {
        using var stream =
            typeof(ShippedFonts).Assembly.GetManifestResourceStream($"Attendance.SharedKernel.Documents.Fonts.{faceName}.ttf")
            ?? throw new InvalidOperationException($"{faceName} is not embedded.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
