using System.Text;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Xunit;
using static Attendance.Modules.Tests.Schools.ReferenceData;

namespace Attendance.Modules.Tests.Schools.Imports;

/// <summary>Files as they come: PROMISES 3b.</summary>
public sealed class ImportReferenceFileTests
{
    private const string Header = "laestab,upn,given_name,family_name,birth_date,sex,entry_date,year_group,group";

    [Fact]
    public async Task A_roll_file_loads_and_a_second_time_changes_nothing()
    {
        await using var data = await StartAsync(DatabaseProvider.Sqlite);
        var file = string.Join('\n', Header, Row(1), Row(2), Row(3).Replace("3552007", "3554001"), "");
        Assert.Equal(new Counts(3, 3, 0, []), Seen(await ImportAsync(data, file)));
        var before = await data.CountsAsync();
        Assert.Equal(new Counts(3, 0, 3, []), Seen(await ImportAsync(data, file)));
        Assert.Equal(before, await data.CountsAsync());
        Assert.Equal(2, (await data.RollAsync(School)).Pupils.Count);
    }

    [Fact]
    public async Task Wrong_lines_are_reported_by_number_and_the_others_are_loaded()
    {
        await using var data = await StartAsync(DatabaseProvider.Sqlite);
        // Mixed line ends, too: the numbers stay right.
        var file =
            $"{Header}\r\n{Row(1)}\n{Row(2).Replace("1999-02-03", "36194")}\r{Row(3).Replace("1999-02-03", "03/02/1999")}\r\n"
            + $"{Row(4)},surplus\n{Row(5).Replace("Ann", "\"Ann")}\n{Row(6).Replace(Upn(6).Value, "355200105006")}\n"
            + $"{Row(7).Replace("3552007", "355200")}\n{Row(8).Replace("3552007", "3559998")}\n{Row(9)}";
        var report = await ImportAsync(data, file);
        Assert.Equal(
            new Counts(
                9,
                2,
                0,
                [
                    "3 birth_date date-invalid",
                    "4 birth_date date-invalid",
                    "5  ragged-row",
                    "6  quotes-unbalanced",
                    "7 upn upn-invalid",
                    "8 laestab laestab-invalid",
                    "9 laestab unknown-school",
                ]
            ),
            Seen(report)
        );
        Assert.Equal(new[] { Upn(1), Upn(9) }.Order(), (await data.RollAsync(School)).Pupils.Select(p => p.Upn).Order());
    }

    [Fact]
    public async Task Strict_loads_nothing_when_any_line_of_any_school_is_wrong()
    {
        await using var data = await StartAsync(DatabaseProvider.Sqlite);
        var before = await data.CountsAsync();
        foreach (var wrong in new[] { Row(2) + ",surplus", Row(2).Replace("1999-02-03", ""), Row(2).Replace("3552007", "3559998") })
        {
            var result = await ImportAsync(data, $"{Header}\n{Row(1)}\n{wrong}\n", strict: true);
            Assert.Equal("import-rejected", result.Error?.Code);
            Assert.StartsWith("line 3", Assert.Single(result.Error!.Fields!).Pointer, StringComparison.Ordinal);
        }
        Assert.Equal(before, await data.CountsAsync());
    }

    [Fact]
    public async Task The_same_upn_with_two_names_refuses_both_lines()
    {
        await using var data = await StartAsync(DatabaseProvider.Sqlite);
        var report = await ImportAsync(data, $"{Header}\n{Row(1)}\n{Row(1).Replace("Field", "Marsh")}\n{Row(2)}\n");
        Assert.Equal(new Counts(3, 1, 0, ["2 upn upn-two-names", "3 upn upn-two-names"]), Seen(report));
    }

    [Fact]
    public async Task Formula_cells_and_quoted_commas_are_data()
    {
        await using var data = await StartAsync(DatabaseProvider.Sqlite);
        var formula = Row(1).Replace("Field", "\"=HYPERLINK(\"\"x\"\"),+1\"");
        Assert.Equal(1, (await ImportAsync(data, $"{Header}\n{formula}")).Value.Changed);
        Assert.Equal("=HYPERLINK(\"x\"),+1", (await data.PupilAsync(Upn(1))).FamilyName);
    }

    [Theory]
    [InlineData("")]
    [InlineData("laestab,upn,upn")]
    [InlineData("laestab,upn,given_name")]
    [InlineData(Header + ",leaving_dat")]
    [InlineData("\"laestab,upn")]
    public async Task A_file_without_the_right_header_is_unreadable(string header)
    {
        await using var data = await StartAsync(DatabaseProvider.Sqlite);
        Assert.Equal("unreadable-file", (await ImportAsync(data, header)).Error?.Code);
    }

    [Fact]
    public async Task Columns_come_in_any_order_and_the_list_columns_are_read()
    {
        await using var data = await StartAsync(DatabaseProvider.Sqlite);
        var file =
            "SEX,laestab,upn,given_name,family_name,birth_date,entry_date,year_group,former_upns,siblings,contacts,markers,boarder,leaving_date\n"
            + $"F,3552007,{Upn(1)},Ann,Field,1999-02-03,2006-09-04,3,{Upn(7)} {Upn(8)},{Upn(2)},Eve Field|mother|yes|0161;Al Field|father|no,sen|school|2006-09-04||K,yes,2007-07-20\n";
        Assert.Equal(new Counts(1, 1, 0, []), Seen(await ImportAsync(data, file)));
        var pupil = await data.PupilAsync(Upn(8));
        Assert.Equal(Upn(1), pupil.Upn);
        Assert.True(pupil.Enrolments[0].Boarder);
        Assert.Contains("schools_contact=1 schools_sibling=1 schools_marker=1", await data.CountsAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Utf_16_with_a_mark_is_read_and_a_windows_1252_name_is_refused_by_line()
    {
        await using var data = await StartAsync(DatabaseProvider.Sqlite);
        var text = $"{Header}\n{Row(1).Replace("Ann", "Zoë")}\n";
        var utf16 = await ImportAsync(data, [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(text)]);
        Assert.Equal(1, utf16.Value.Changed);
        Assert.Equal("Zoë", (await data.PupilAsync(Upn(1))).GivenName);
        var latin = await ImportAsync(data, Encoding.Latin1.GetBytes(text + Row(2)));
        Assert.Equal(new Counts(2, 1, 0, ["2  encoding-invalid"]), Seen(latin));
        Assert.Equal("unreadable-file", (await ImportAsync(data, Encoding.Unicode.GetBytes(text))).Error?.Code);
    }

    [Fact]
    public async Task A_line_of_a_gigabyte_costs_one_problem_and_no_memory()
    {
        await using var data = await StartAsync(DatabaseProvider.Sqlite);
        await using var file = new EndlessLine($"{Header}\n{Row(1)}\n", 1L << 30, $"\n{Row(2)}\n");
        var before = GC.GetTotalAllocatedBytes();
        var report = await data.SendAsync(new ImportReferenceFile(Loader, ReferenceFileKind.Roll, file, Strict: false));
        Assert.Equal(new Counts(3, 2, 0, ["3  too-long"]), Seen(report));
        // As text the line is two gigabytes. Tests at its side allocate too, so the bound is half of that and not the buffer's few kilobytes.
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 1L << 30);
    }

    [Fact]
    public async Task Schools_and_calendars_come_from_files_too()
    {
        await using var data = await StartAsync(DatabaseProvider.Sqlite);
        const string Schools =
            "laestab,name,phase,urn\n3551000,\"St Ann's, Eccles\",nursery,105001\n3551001,Other,Primary,x\n3551002,Third,special,\n";
        Assert.Equal(
            new Counts(3, 2, 0, ["3 urn urn-invalid", "3 phase phase-invalid"]),
            Seen(await ImportAsync(data, Schools, ReferenceFileKind.Schools))
        );
        const string Calendar =
            "laestab,date,session,open,start,close\n3551000,2006-09-04,AM,yes,08:50,09:20\n3551000,2007-09-04,AM,yes,08:50,09:20\n3551000,2006-9-5,AM,yes,08:50,09:20\n";
        Assert.Equal(new Counts(3, 2, 0, ["4 date date-invalid"]), Seen(await ImportAsync(data, Calendar, ReferenceFileKind.Calendar)));
        Assert.Equal(2, (await data.Calendars.LoadAsync(Laestab.From(3551000), null, default)).Everyone.Count);
        Assert.Equal(2, (await ImportAsync(data, Calendar, ReferenceFileKind.Calendar)).Value.Unchanged);
    }

    private static string Row(int serial) => $"3552007,{Upn(serial)},Ann,Field,1999-02-03,F,2006-09-04,3,3A";

    private static Task<Result<ImportReport>> ImportAsync(
        ReferenceData data,
        string text,
        ReferenceFileKind kind = ReferenceFileKind.Roll,
        bool strict = false
    ) => ImportAsync(data, Encoding.UTF8.GetBytes(text), kind, strict);

    private static async Task<Result<ImportReport>> ImportAsync(
        ReferenceData data,
        byte[] bytes,
        ReferenceFileKind kind = ReferenceFileKind.Roll,
        bool strict = false
    )
    {
        await using var file = new MemoryStream(bytes);
        return await data.SendAsync(new ImportReferenceFile(Loader, kind, file, strict));
    }

    private static Counts Seen(Result<ImportReport> result) =>
        new(
            result.Value.Read,
            result.Value.Changed,
            result.Value.Unchanged,
            [.. result.Value.Problems.Select(p => $"{p.Line} {p.Column} {p.Code}")]
        );

    private sealed record Counts(int Read, int Changed, int Unchanged, string[] Problems)
    {
        public bool Equals(Counts? other) =>
            other is not null
            && (Read, Changed, Unchanged) == (other.Read, other.Changed, other.Unchanged)
            && Problems.SequenceEqual(other.Problems);

        public override int GetHashCode() => Read;

        public override string ToString() => $"{Read} {Changed} {Unchanged} [{string.Join("; ", Problems)}]";
    }

    /// <summary>A file with one very long line in the middle, made while it is read.</summary>
    private sealed class EndlessLine(string before, long length, string after) : Stream
    {
        private readonly byte[] _before = Encoding.UTF8.GetBytes(before);
        private readonly byte[] _after = Encoding.UTF8.GetBytes(after);
        private long _at;

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => _before.Length + length + _after.Length;
        public override long Position
        {
            get => _at;
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var (part, start) =
                _at < _before.Length ? (_before, _at)
                : _at < _before.Length + length ? (null, _at - _before.Length)
                : (_after, _at - _before.Length - length);
            var n = (int)Math.Min(count, (part?.Length ?? length) - start);
            var target = buffer.AsSpan(offset, n);
            if (part is null)
                target.Fill((byte)'x');
            else
                part.AsSpan((int)start, n).CopyTo(target);
            _at += n;
            return n;
        }

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
