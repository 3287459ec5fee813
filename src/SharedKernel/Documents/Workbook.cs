using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;

namespace Attendance.SharedKernel.Documents;

/// <summary>
/// Writes a report as a workbook of Office Open XML (ECMA-376, SpreadsheetML): the least that a spreadsheet program needs, with text in place, so that nothing in it
/// depends on when or where it was written. A text never becomes a formula: it is stored as a text.
/// </summary>
internal static class Workbook
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string PackageLinks = "http://schemas.openxmlformats.org/package/2006/relationships";
    private const string Types = "http://schemas.openxmlformats.org/package/2006/content-types";
    private const string Application = "application/vnd.openxmlformats-officedocument.spreadsheetml";

    /// <summary>Every entry of the archive says this: ZIP knows no earlier year than 1980, and a time of writing would make each file another.</summary>
    private static readonly DateTimeOffset Always = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static byte[] Write(ReportDocument report)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(archive, "[Content_Types].xml", xml => ContentTypes(xml, report.Tables.Count + 1));
            Add(archive, "_rels/.rels", xml => Relations(xml, [("officeDocument", "xl/workbook.xml")]));
            Add(archive, "xl/workbook.xml", xml => Sheets(xml, [.. report.Tables.Select(table => table.Sheet), "About"]));
            Add(
                archive,
                "xl/_rels/workbook.xml.rels",
                xml =>
                    Relations(
                        xml,
                        [
                            .. Enumerable.Range(1, report.Tables.Count + 1).Select(n => ("worksheet", $"worksheets/sheet{n}.xml")),
                            ("styles", "styles.xml"),
                        ]
                    )
            );
            Add(archive, "xl/styles.xml", Styles);
            foreach (var (i, table) in report.Tables.Index())
                Add(
                    archive,
                    $"xl/worksheets/sheet{i + 1}.xml",
                    xml =>
                        Sheet(
                            xml,
                            [
                                [.. table.Columns.Select(column => column.Title)],
                                .. table.Rows,
                            ],
                            bold: 1
                        )
                );
            Add(
                archive,
                $"xl/worksheets/sheet{report.Tables.Count + 1}.xml",
                xml =>
                    Sheet(
                        xml,
                        [
                            [report.Title],
                            .. report.About.Select(sentence => new object?[] { sentence }),
                        ],
                        bold: 1
                    )
            );
        }
        return stream.ToArray();
    }

    private static void Sheet(XmlWriter xml, IReadOnlyList<IReadOnlyList<object?>> rows, int bold)
    {
        xml.WriteStartElement("worksheet", Main);
        xml.WriteStartElement("sheetData");
        for (var row = 0; row < rows.Count; row++)
        {
            xml.WriteStartElement("row");
            xml.WriteAttributeString("r", Number(row + 1));
            for (var column = 0; column < rows[row].Count; column++)
            {
                if (rows[row][column] is { } value)
                    Cell(xml, $"{Letters(column)}{row + 1}", value, row < bold);
            }
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void Cell(XmlWriter xml, string place, object value, bool bold)
    {
        xml.WriteStartElement("c");
        xml.WriteAttributeString("r", place);
        if (bold)
            xml.WriteAttributeString("s", "1");
        if (value is int or long or decimal)
        {
            xml.WriteElementString("v", ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture));
        }
        else
        {
            xml.WriteAttributeString("t", "inlineStr");
            xml.WriteStartElement("is");
            xml.WriteStartElement("t");
            xml.WriteAttributeString("xml", "space", null, "preserve");
            xml.WriteString(new string([.. value.ToString()!.Where(XmlConvert.IsXmlChar)]));
            xml.WriteEndElement();
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    private static void Styles(XmlWriter xml)
    {
        xml.WriteStartElement("styleSheet", Main);
        Group(
            "fonts",
            2,
            i =>
                Element(
                    "font",
                    () =>
                    {
                        if (i == 1)
                            Element("b", () => { });
                    }
                )
        );
        Group(
            "fills",
            2,
            i => Element("fill", () => Element("patternFill", () => xml.WriteAttributeString("patternType", i == 0 ? "none" : "gray125")))
        );
        Group("borders", 1, _ => Element("border", () => { }));
        Group("cellStyleXfs", 1, _ => Format(0, ofStyle: true));
        Group("cellXfs", 2, i => Format(i, ofStyle: false));
        xml.WriteEndElement();

        void Group(string name, int count, Action<int> each) =>
            Element(
                name,
                () =>
                {
                    xml.WriteAttributeString("count", Number(count));
                    for (var i = 0; i < count; i++)
                        each(i);
                }
            );

        void Format(int font, bool ofStyle) =>
            Element(
                "xf",
                () =>
                {
                    foreach (var (name, value) in new[] { ("numFmtId", 0), ("fontId", font), ("fillId", 0), ("borderId", 0) })
                        xml.WriteAttributeString(name, Number(value));
                    if (!ofStyle)
                        xml.WriteAttributeString("xfId", "0");
                }
            );

        void Element(string name, Action inside)
        {
            xml.WriteStartElement(name);
            inside();
            xml.WriteEndElement();
        }
    }

    private static void Sheets(XmlWriter xml, IReadOnlyList<string> names)
    {
        xml.WriteStartElement("workbook", Main);
        xml.WriteStartElement("sheets");
        foreach (var (i, name) in names.Index())
        {
            xml.WriteStartElement("sheet");
            xml.WriteAttributeString("name", name);
            xml.WriteAttributeString("sheetId", Number(i + 1));
            xml.WriteAttributeString("r", "id", Links, $"r{i + 1}");
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void ContentTypes(XmlWriter xml, int sheets)
    {
        xml.WriteStartElement("Types", Types);
        One("Default", "Extension", "rels", "application/vnd.openxmlformats-package.relationships+xml");
        One("Default", "Extension", "xml", "application/xml");
        One("Override", "PartName", "/xl/workbook.xml", $"{Application}.sheet.main+xml");
        One("Override", "PartName", "/xl/styles.xml", $"{Application}.styles+xml");
        for (var sheet = 1; sheet <= sheets; sheet++)
            One("Override", "PartName", $"/xl/worksheets/sheet{sheet}.xml", $"{Application}.worksheet+xml");
        xml.WriteEndElement();

        void One(string kind, string by, string name, string type)
        {
            xml.WriteStartElement(kind);
            xml.WriteAttributeString(by, name);
            xml.WriteAttributeString("ContentType", type);
            xml.WriteEndElement();
        }
    }

    private static void Relations(XmlWriter xml, IReadOnlyList<(string Kind, string Target)> to)
    {
        xml.WriteStartElement("Relationships", PackageLinks);
        foreach (var (i, (kind, target)) in to.Index())
        {
            xml.WriteStartElement("Relationship");
            xml.WriteAttributeString("Id", $"r{i + 1}");
            xml.WriteAttributeString("Type", $"{Links}/{kind}");
            xml.WriteAttributeString("Target", target);
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    private static void Add(ZipArchive archive, string name, Action<XmlWriter> write)
    {
        var entry = archive.CreateEntry(name, CompressionLevel.Optimal);
        entry.LastWriteTime = Always;
        using var stream = entry.Open();
        using var xml = XmlWriter.Create(stream, new XmlWriterSettings { Encoding = new UTF8Encoding(false) });
        xml.WriteStartDocument(standalone: true);
        write(xml);
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>A, B, ... Z, AA, AB, ...</summary>
    private static string Letters(int column) =>
        column < 26 ? ((char)('A' + column)).ToString() : Letters((column / 26) - 1) + (char)('A' + (column % 26));
}
