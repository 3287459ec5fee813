using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using PdfSharp.Drawing;
using PdfSharp.Pdf;

namespace Attendance.SharedKernel.Documents;

/// <summary>
/// Writes headings, paragraphs and tables on A4 pages, one under the other, with a foot that numbers them. The same content and instant give the same bytes. Lengths in points.
/// </summary>
public sealed partial class PdfPages : IDisposable
{
    private const double Margin = 56;
    private const double Foot = 40;
    private const double Gap = 6;

    private readonly PdfDocument _document = new();
    private readonly XFont _text = new(ShippedFonts.Family, 10);
    private readonly XFont _bold = new(ShippedFonts.Family, 10, XFontStyleEx.Bold);
    private readonly XFont _heading = new(ShippedFonts.Family, 14, XFontStyleEx.Bold);
    private readonly XFont _title = new(ShippedFonts.Family, 20, XFontStyleEx.Bold);
    private readonly XFont _small = new(ShippedFonts.Family, 8);

    private XGraphics? _page;
    private double _y;

    /// <summary>Fonts are set up before the first document of a process.</summary>
    public static PdfPages New(string title)
    {
        ShippedFonts.Use();
        var pages = new PdfPages();
        pages._document.Info.Title = title;
        return pages;
    }

    private double Width => _document.Pages[^1].Width.Point - (2 * Margin);

    private double Bottom => _document.Pages[^1].Height.Point - Margin - Foot;

    /// <summary>The document's title.</summary>
    public void Title(string text) => Lines(text, _title, 10);

    /// <summary>A part's heading; with a new page, the part begins on one.</summary>
    public void Heading(string text, bool newPage = false)
    {
        if (newPage)
            Turn();
        else
            _y += Gap;
        Room(_heading.GetHeight() * 3);
        Lines(text, _heading, Gap);
    }

    /// <summary>A paragraph; line breaks stay.</summary>
    public void Text(string text, bool bold = false) => Lines(text, bold ? _bold : _text, Gap);

    /// <summary>A table; its head is repeated on each page. <paramref name="widths"/>: parts of the width.</summary>
    public void Table(IReadOnlyList<double> widths, IReadOnlyList<string> head, IEnumerable<IReadOnlyList<string>> rows)
    {
        Row(widths, head, _bold);
        foreach (var row in rows)
        {
            if (Row(widths, row, _text, measureOnly: true) + _y > Bottom)
            {
                Turn();
                Row(widths, head, _bold);
            }
            Row(widths, row, _text);
        }
        _y += Gap;
    }

    /// <summary>The document, with a foot on each page. <paramref name="madeAt"/>: when the document says that it was made.</summary>
    public byte[] Save(string foot, DateTimeOffset madeAt)
    {
        _page?.Dispose();
        _page = null;
        for (var i = 0; i < _document.PageCount; i++)
        {
            var page = _document.Pages[i];
            using var graphics = XGraphics.FromPdfPage(page);
            graphics.DrawString(
                $"{foot}    Page {i + 1} of {_document.PageCount}",
                _small,
                XBrushes.Black,
                new XPoint(Margin, page.Height.Point - Foot)
            );
        }
        _document.Info.CreationDate = madeAt.UtcDateTime;
        _document.Info.ModificationDate = madeAt.UtcDateTime;
        using var stream = new MemoryStream();
        _document.Save(stream, closeStream: false);
        return WithoutChance(stream.ToArray(), madeAt);
    }

    /// <summary>
    /// The document without what the library makes up anew at each saving: identifiers, tags of font subsets, times. Each is replaced by one of the same length, so that no
    /// offset in the file moves.
    /// </summary>
    private static byte[] WithoutChance(byte[] document, DateTimeOffset madeAt)
    {
        // One character for each byte, and back.
        var text = Encoding.Latin1.GetString(document);
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        text = SubsetTag()
            .Replace(
                text,
                match =>
                {
                    if (!tags.TryGetValue(match.Value, out var tag))
                        tags[match.Value] = tag = $"/SUBST{(char)('A' + tags.Count)}+";
                    return tag;
                }
            );
        text = Identifiers().Replace(text, "/ID[<00000000000000000000000000000000><00000000000000000000000000000000>]");
        text = Uuid().Replace(text, "uuid:00000000-0000-0000-0000-000000000000");
        text = SavedAt()
            .Replace(text, match => match.Groups[1].Value + madeAt.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss") + match.Groups[2].Value);
        // What the identifier is for: two documents that differ have different ones.
        var hash = Convert.ToHexString(SHA256.HashData(Encoding.Latin1.GetBytes(text)))[..32];
        text = text.Replace(
            "/ID[<00000000000000000000000000000000><00000000000000000000000000000000>]",
            $"/ID[<{hash}><{hash}>]",
            StringComparison.Ordinal
        );
        return Encoding.Latin1.GetBytes(text);
    }

    [GeneratedRegex(@"/[A-Z]{6}\+")]
    private static partial Regex SubsetTag();

    [GeneratedRegex(@"/ID\s*\[\s*<[0-9A-Fa-f]{32}>\s*<[0-9A-Fa-f]{32}>\s*\]")]
    private static partial Regex Identifiers();

    [GeneratedRegex("uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Uuid();

    [GeneratedRegex(@"(<xmp:(?:CreateDate|ModifyDate|MetadataDate)>)\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d([^<]*<)")]
    private static partial Regex SavedAt();

    public void Dispose()
    {
        _page?.Dispose();
        _document.Dispose();
    }

    private void Lines(string text, XFont font, double after)
    {
        if (_page is null)
            Turn();
        foreach (var line in Wrap(text, font, Width))
        {
            Room(font.GetHeight());
            _page!.DrawString(line, font, XBrushes.Black, new XPoint(Margin, _y + font.Size));
            _y += font.GetHeight() * 1.15;
        }
        _y += after;
    }

    private double Row(IReadOnlyList<double> widths, IReadOnlyList<string> cells, XFont font, bool measureOnly = false)
    {
        if (_page is null)
            Turn();
        var wrapped = cells.Select((cell, i) => Wrap(cell, font, (Width * widths[i]) - 4).ToList()).ToList();
        var height = wrapped.Max(lines => Math.Max(1, lines.Count)) * font.GetHeight() * 1.15 + 3;
        if (measureOnly)
            return height;
        Room(height);
        var x = Margin;
        for (var i = 0; i < wrapped.Count; i++)
        {
            var y = _y;
            foreach (var line in wrapped[i])
            {
                _page!.DrawString(line, font, XBrushes.Black, new XPoint(x, y + font.Size));
                y += font.GetHeight() * 1.15;
            }
            x += Width * widths[i];
        }
        _y += height;
        _page!.DrawLine(XPens.LightGray, Margin, _y - 2, Margin + Width, _y - 2);
        return height;
    }

    private IEnumerable<string> Wrap(string text, XFont font, double width)
    {
        foreach (var paragraph in text.ReplaceLineEndings("\n").Split('\n'))
        {
            var line = "";
            foreach (var word in paragraph.Split(' '))
            {
                var longer = line.Length == 0 ? word : $"{line} {word}";
                if (line.Length > 0 && _page!.MeasureString(longer, font).Width > width)
                {
                    yield return line;
                    line = word;
                }
                else
                    line = longer;
                // A word without an end is broken where it must be.
                while (line.Length > 1 && _page!.MeasureString(line, font).Width > width)
                {
                    var fits = line.Length - 1;
                    while (fits > 1 && _page.MeasureString(line[..fits], font).Width > width)
                        fits--;
                    yield return line[..fits];
                    line = line[fits..];
                }
            }
            yield return line;
        }
    }

    private void Room(double height)
    {
        if (_page is null || _y + height > Bottom)
            Turn();
    }

    private void Turn()
    {
        _page?.Dispose();
        var page = _document.AddPage();
        page.Size = PdfSharp.PageSize.A4;
        _page = XGraphics.FromPdfPage(page);
        _y = Margin;
    }
}
