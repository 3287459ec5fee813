using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Attendance.Schools.Contracts;

/// <summary>
/// A register code of any era (/, \, L, I, C1, ...). The text is what is stored; <see cref="Id"/> is a number from 1 to 255 that never changes,
/// used where a mark must fit a byte. Source: shared <c>attendance_codes.json</c>, RULES 2.2.
/// </summary>
public readonly struct AttendanceCode : IEquatable<AttendanceCode>
{
    // The order is the wire contract of snapshots: append only.
    private static readonly string[] Order =
    [
        "/",
        "\\",
        "L",
        "B",
        "C",
        "C1",
        "C2",
        "D",
        "E",
        "F",
        "G",
        "H",
        "I",
        "J",
        "J1",
        "K",
        "M",
        "N",
        "O",
        "P",
        "Q",
        "R",
        "S",
        "T",
        "U",
        "V",
        "W",
        "X",
        "Y",
        "Y1",
        "Y2",
        "Y3",
        "Y4",
        "Y5",
        "Y6",
        "Y7",
        "Z",
        "#",
        "-",
    ];

    private static readonly Definition[] Definitions = Load();
    private static readonly Dictionary<string, byte> ByText = Order
        .Select((text, i) => (text, id: (byte)(i + 1)))
        .ToDictionary(x => x.text, x => x.id);

    private AttendanceCode(byte id) => Id = id;

    /// <summary>1 to 255; 0 is no code.</summary>
    public byte Id { get; }

    /// <summary>One or two characters, as printed in a register.</summary>
    public string Text => Order[Id - 1];

    /// <summary>What it means, in plain words.</summary>
    public string Label => Definitions[Id].Label;

    /// <summary>Every code of every era, in the order of their ids.</summary>
    public static IEnumerable<AttendanceCode> All => Enumerable.Range(1, Order.Length).Select(id => new AttendanceCode((byte)id));

    /// <summary>Reads a code exactly: upper case, no white space.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out AttendanceCode code)
    {
        code = default;
        if (text is null || !ByText.TryGetValue(text, out var id))
            return false;
        code = new AttendanceCode(id);
        return true;
    }

    /// <summary>Reads a code that is known to be one. Throws FormatException otherwise.</summary>
    public static AttendanceCode Parse(string text) =>
        TryParse(text, out var code) ? code : throw new FormatException("Not a register code.");

    /// <summary>The code with a stored id.</summary>
    public static AttendanceCode FromId(byte id) =>
        id >= 1 && id <= Order.Length ? new AttendanceCode(id) : throw new ArgumentOutOfRangeException(nameof(id));

    /// <summary>How it counts for a session on a date. Past its last date a code keeps its last class (RULES 2.2, real schools still send H and J).</summary>
    public MarkClass ClassOn(DateOnly date) => ClassOn(Id, date.DayNumber);

    /// <summary>The same on the hot path: by id and day number; id 0 is Missing.</summary>
    public static MarkClass ClassOn(byte id, int dayNumber)
    {
        if (id == 0)
            return MarkClass.Missing;
        var definition = Definitions[id];
        return definition.ChangesOn > dayNumber ? definition.First : definition.Last;
    }

    /// <summary>Day numbers on which some code changes its class, in order.</summary>
    internal static int[] ChangeDays { get; } =
    [.. Definitions.Where(d => d is { ChangesOn: > 0 }).Select(d => d.ChangesOn).Distinct().Order()];

    /// <summary>True before the first date on which the code exists: such a mark is held.</summary>
    public bool IsBefore(DateOnly date) => date.DayNumber < Definitions[Id].From;

    /// <summary>True after the last date on which the code exists: stored, with a warning.</summary>
    public bool IsWithdrawn(DateOnly date) => date.DayNumber > Definitions[Id].To;

    public bool Equals(AttendanceCode other) => Id == other.Id;

    public override bool Equals(object? obj) => obj is AttendanceCode other && Equals(other);

    public override int GetHashCode() => Id;

    public override string ToString() => Id == 0 ? "" : Text;

    public static bool operator ==(AttendanceCode left, AttendanceCode right) => left.Id == right.Id;

    public static bool operator !=(AttendanceCode left, AttendanceCode right) => left.Id != right.Id;

    private static Definition[] Load()
    {
        using var stream =
            typeof(AttendanceCode).Assembly.GetManifestResourceStream("Attendance.Schools.Data.Reference.attendance_codes.json")
            ?? throw new InvalidOperationException("attendance_codes.json is not embedded.");
        using var document = JsonDocument.Parse(stream);
        var definitions = new Definition[Order.Length + 1];
        foreach (var code in document.RootElement.GetProperty("codes").EnumerateArray())
        {
            var id = Array.IndexOf(Order, code.GetProperty("code").GetString()) + 1;
            var periods = code.GetProperty("validity").EnumerateArray().ToArray();
            var last = periods[^1];
            definitions[id] = new Definition(
                code.GetProperty("label").GetString()!,
                Day(periods[0].GetProperty("from"))!.Value,
                Day(last.GetProperty("to")) ?? int.MaxValue,
                Class(periods[0]),
                Class(last),
                periods.Length > 1 ? Day(last.GetProperty("from"))!.Value : 0
            );
        }
        return definitions;
    }

    private static int? Day(JsonElement date) => date.ValueKind is JsonValueKind.Null ? null : DateOnly.Parse(date.GetString()!).DayNumber;

    private static MarkClass Class(JsonElement period) =>
        period.GetProperty("class").GetString() switch
        {
            "present" => MarkClass.Present,
            "approved_educational_activity" => MarkClass.Approved,
            "authorised_absence" => MarkClass.Authorised,
            "unauthorised_absence" => MarkClass.Unauthorised,
            "not_a_possible_session" => MarkClass.NotPossible,
            "administrative_not_collected" => MarkClass.Administrative,
            "missing" => MarkClass.Missing,
            var other => throw new JsonException($"Unknown class {other}"),
        };

    /// <summary>A code's dates as day numbers. At most one change of class (D, in 2011) is known; the loader would need more for a second.</summary>
    private sealed record Definition(string Label, int From, int To, MarkClass First, MarkClass Last, int ChangesOn);
}
