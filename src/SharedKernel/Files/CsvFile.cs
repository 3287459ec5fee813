using System.Globalization;
using System.Text;
using CsvHelper;

namespace Attendance.SharedKernel.Files;

/// <summary>
/// A CSV file with a header, read line by line, because no value of these files holds a line break: one unbalanced quote then costs one line and not the
/// rest of the file. Lines end with CR, LF or both, also mixed. A line has at most 64 Ki characters, whatever the length of the file.
/// </summary>
public static class CsvFile
{
    /// <summary>The longest line, in characters.</summary>
    public const int LongestLine = 64 * 1024;

    /// <summary>The most rows in one file: several cities.</summary>
    public const int MostRows = 1_000_000;

    private static readonly CsvReaderOptions Options = new()
    {
        HasHeader = false,
        Separator = ',',
        DetectSeparatorHint = false,
        BufferSize = 1024,
    };

    /// <summary>
    /// The rows by line number, and a problem for each line that is no row. An error when the file is not one with these columns: the required ones there, none
    /// twice, none unknown (a misspelt column would be lost in silence).
    /// </summary>
    public static async Task<Result<(IReadOnlyList<FileRow> Rows, IReadOnlyList<RowProblem> Problems)>> ReadAsync(
        Stream file,
        IReadOnlyList<string> required,
        IReadOnlyList<string> optional,
        CancellationToken cancellation
    )
    {
        // A byte that is not UTF-8 becomes U+FFFD, which is found line by line.
        using var reader = new StreamReader(file, Encoding.UTF8, detectEncodingFromByteOrderMarks: true, 64 * 1024, leaveOpen: true);
        var lines = new LineReader(reader);
        if (await lines.NextAsync(cancellation) is not { } first)
            return Unreadable("The file is empty.");
        if (first.Text is null || first.Text.Contains('\0', StringComparison.Ordinal) || Split(first.Text) is not { } header)
            return Unreadable("The first line is not a header. Is the file CSV in UTF-8?");
        header = header.Select(name => name.Trim().ToLowerInvariant()).ToArray();
        if (header.Distinct().Count() < header.Length)
            return Unreadable("A column stands twice in the header.");
        if (required.Except(header).FirstOrDefault() is { } missing)
            return Unreadable($"The column {missing} is missing from the header.");
        var unknown = Array.FindIndex(header, name => !required.Contains(name) && !optional.Contains(name));
        if (unknown >= 0)
            return Unreadable(
                $"Column {unknown + 1} of the header is not known here. Known: {string.Join(", ", required.Concat(optional))}."
            );

        var rows = new List<FileRow>();
        var problems = new List<RowProblem>();
        while (await lines.NextAsync(cancellation) is { } line)
        {
            if (line.Text is { Length: 0 })
                continue;
            if (rows.Count + problems.Count == MostRows)
                return new Error("too-large", $"At most {MostRows} rows in one file.");
            if (line.Text is null)
                Wrong("too-long", $"The line is longer than {LongestLine} characters.");
            else if (!PlainText.IsPlain(line.Text.Replace('\t', ' ')))
                Wrong("encoding-invalid", "The line holds characters that are not UTF-8 text.");
            else if (Split(line.Text) is not { } fields)
                Wrong("quotes-unbalanced", "A quotation mark is opened and not closed.");
            else if (fields.Length != header.Length)
                Wrong("ragged-row", $"The line has {fields.Length} values and the header {header.Length}.");
            else
                rows.Add(new FileRow(line.Number, header, fields));

            void Wrong(string code, string detail) => problems.Add(new RowProblem(line.Number, null, code, detail));
        }
        return (rows, problems);
    }

    private static Error Unreadable(string message) => new("unreadable-file", message);

    /// <summary>The values of one line; null when its quotes do not pair.</summary>
    private static string[]? Split(string line)
    {
        if (line.Count(c => c == '"') % 2 != 0)
            return null;
        using var csv = CsvReader.FromText(line, Options);
        return csv.Read() ? Enumerable.Range(0, csv.FieldCount).Select(csv.GetString).ToArray() : [];
    }

    /// <summary>Reads lines of bounded length: a longer one is passed over and its text is null.</summary>
    private sealed class LineReader(StreamReader reader)
    {
        private readonly char[] _buffer = new char[32 * 1024];
        private readonly StringBuilder _line = new();
        private int _at;
        private int _count;
        private int _number;
        private bool _afterReturn;

        public async ValueTask<(int Number, string? Text)?> NextAsync(CancellationToken cancellation)
        {
            _line.Clear();
            var tooLong = false;
            var any = false;
            while (true)
            {
                if (_at == _count)
                {
                    _count = await reader.ReadAsync(_buffer, cancellation);
                    _at = 0;
                    if (_count == 0)
                        return any ? (++_number, tooLong ? null : _line.ToString()) : null;
                }
                if (_afterReturn)
                {
                    _afterReturn = false;
                    if (_buffer[_at] == '\n')
                    {
                        _at++;
                        continue;
                    }
                }
                any = true;
                var rest = _buffer.AsSpan(_at, _count - _at);
                var end = rest.IndexOfAny('\r', '\n');
                var part = end < 0 ? rest : rest[..end];
                if (_line.Length + part.Length > LongestLine)
                    tooLong = true;
                else if (!tooLong)
                    _line.Append(part);
                _at += part.Length;
                if (end < 0)
                    continue;
                _afterReturn = _buffer[_at] == '\r';
                _at++;
                return (++_number, tooLong ? null : _line.ToString());
            }
        }
    }

    /// <summary>Cells as a line of CSV, without its end: quoted where they must be, and no cell is a formula to a spreadsheet.</summary>
    public static string Line(params ReadOnlySpan<object?> cells)
    {
        var line = new StringBuilder();
        for (var i = 0; i < cells.Length; i++)
            line.Append(i == 0 ? "" : ",").Append(Cell(cells[i]));
        return line.ToString();
    }

    private static string Cell(object? value)
    {
        var text = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        // A register code of one sign ("-") is no formula; anything longer that starts like one is made text.
        if (value is string && text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r')
            text = $"'{text}";
        return text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}

/// <summary>One line of a file by column.</summary>
public sealed class FileRow(int line, string[] header, string[] fields)
{
    /// <summary>The line in the file; the header is line 1.</summary>
    public int Line { get; } = line;

    /// <summary>The value of a column without surrounding white space; null when it is empty or the file has no such column.</summary>
    public string? this[string column]
    {
        get
        {
            var place = Array.IndexOf(header, column);
            var value = place < 0 ? null : fields[place].Trim();
            return value is { Length: > 0 } ? value : null;
        }
    }
}
