using System.Globalization;

namespace Attendance.SharedKernel.Documents;

/// <summary>
/// A report of headed tables, once for paper (PDF) and once for spreadsheets (XLSX): both say the same, and the same report gives the same bytes whenever it is asked for.
/// <paramref name="About"/>: sentences under the title; <paramref name="MadeAt"/>: the instant that both documents carry.
/// </summary>
public sealed record ReportDocument(string Title, IReadOnlyList<string> About, IReadOnlyList<ReportTable> Tables, DateTimeOffset MadeAt)
{
    /// <summary>On A4 pages.</summary>
    public byte[] Pdf()
    {
        using var pages = PdfPages.New(Title);
        pages.Title(Title);
        foreach (var sentence in About)
            pages.Text(sentence);
        foreach (var table in Tables)
        {
            pages.Heading(table.Title);
            if (table.Rows.Count == 0)
                pages.Text(table.None);
            else
                pages.Table(
                    [.. table.Columns.Select(column => column.Width)],
                    [.. table.Columns.Select(column => column.Title)],
                    table.Rows.Select(row => (IReadOnlyList<string>)[.. row.Select(Text)])
                );
        }
        return pages.Save(Title, MadeAt);
    }

    /// <summary>A workbook with a sheet for each table; numbers are numbers.</summary>
    public byte[] Workbook() => Documents.Workbook.Write(this);

    private static string Text(object? cell) =>
        cell is IFormattable some ? some.ToString(null, CultureInfo.InvariantCulture) : cell?.ToString() ?? "";
}

/// <summary>
/// A table of a report. A cell is a text, a whole number, a decimal or null (nothing). <paramref name="Sheet"/>: its name in a workbook, at most 31 characters;
/// <paramref name="None"/>: what is said when there is no row.
/// </summary>
public sealed record ReportTable(
    string Title,
    string Sheet,
    IReadOnlyList<ReportColumn> Columns,
    IReadOnlyList<IReadOnlyList<object?>> Rows,
    string None
);

/// <summary>A column: its head, and its part of a page's width.</summary>
public sealed record ReportColumn(string Title, double Width);
