using System.Buffers;
using System.Text;
using System.Text.Json;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Time;

namespace Attendance.Bench.Load;

/// <summary>
/// A city made for measuring: schools of nine classes of exactly 30, one calendar, and a year of marks that look like children's (about 6% absent, in
/// spells, a few children much more). The same on every run.
/// </summary>
internal sealed class BenchCity
{
    public const int ClassSize = 30;
    public const int ClassesPerSchool = 9;

    /// <summary>2025/26: all its half-days are over, so any of them may be posted.</summary>
    public static readonly AcademicYear Year = new(2025);

    private static readonly (int Month, int Day, int Days)[] Holidays = [(10, 27, 5), (12, 22, 12), (2, 16, 5), (3, 30, 12), (5, 25, 5)];

    private readonly Upn[] _upns;

    public BenchCity(int pupils)
    {
        Classes = pupils / ClassSize;
        _upns = new Upn[Classes * ClassSize];
        for (var i = 0; i < _upns.Length; i++)
            _upns[i] = SharedKernel.Upn.FromBody($"355{i:000000000}")!.Value;
        Sessions = OpenSessions();
    }

    public int Classes { get; }

    public int Pupils => _upns.Length;

    public int Schools => (Classes + ClassesPerSchool - 1) / ClassesPerSchool;

    /// <summary>The open half-days of the year in order.</summary>
    public SessionKey[] Sessions { get; }

    public static Laestab School(int school) => Laestab.From(3_552_000 + school);

    /// <summary>The classes of a school: from, to before.</summary>
    public (int From, int Before) ClassesOf(int school) => (school * ClassesPerSchool, Math.Min((school + 1) * ClassesPerSchool, Classes));

    public Upn Upn(int pupil) => _upns[pupil];

    /// <summary>When a half-day starts, England's time.</summary>
    public static TimeOnly Start(HalfDay half) => half is HalfDay.AM ? new TimeOnly(8, 50) : new TimeOnly(13, 0);

    /// <summary>The instant at which a session's register was taken.</summary>
    public static DateTimeOffset TakenAt(SessionKey session) => SchoolClock.Instant(session.Date, Start(session.Half).AddMinutes(10));

    /// <summary>The register code of a child in a session.</summary>
    public static string Code(int pupil, SessionKey session)
    {
        var day = session.Date.DayNumber;
        var week = day / 7;
        // One child in twelve misses three times as much as the others.
        var often = Mix(pupil, 1) % 12 == 0 ? 22 : 7;
        var spell = Mix(pupil, week);
        if (spell % 100 < (uint)often)
        {
            var from = (int)(spell >> 8 & 3);
            var length = 1 + (int)((spell >> 12) % 5);
            var weekday = day % 7;
            if (weekday >= from && weekday < from + length)
            {
                return ((spell >> 20) % 16) switch
                {
                    < 8 => "I",
                    < 11 => "M",
                    < 12 => "C",
                    < 15 => "O",
                    _ => "G",
                };
            }
        }
        if (Mix(pupil, session.Number) % 50 == 0)
            return "L";
        return session.Half is HalfDay.AM ? "/" : "\\";
    }

    /// <summary>The body of a class's register: what every road is sent.</summary>
    public byte[] Register(int schoolClass, int session)
    {
        var key = Sessions[session];
        var buffer = new ArrayBufferWriter<byte>(1_600);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("group", Group(schoolClass));
            json.WriteString("takenAt", TakenAt(key).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"));
            json.WriteString("takenBy", "Class teacher");
            json.WriteString("submissionId", $"bench-{schoolClass}-{key.Number}");
            json.WriteStartArray("marks");
            for (var pupil = schoolClass * ClassSize; pupil < (schoolClass + 1) * ClassSize; pupil++)
            {
                json.WriteStartObject();
                json.WriteString("upn", _upns[pupil].Value);
                json.WriteString("code", Code(pupil, key));
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Where a class's register goes.</summary>
    public string Path(int schoolClass, int session)
    {
        var key = Sessions[session];
        return $"/api/v1/schools/{School(schoolClass / ClassesPerSchool)}/registers/{key.Date:yyyy-MM-dd}/{key.Half}";
    }

    public static byte[] SchoolRecord(int school) =>
        Encoding.UTF8.GetBytes($$"""{"name":"School {{school}}","phase":"primary","urn":{{100_000 + school}}}""");

    public byte[] Calendar() =>
        Encoding.UTF8.GetBytes(
            "{\"sessions\":["
                + string.Join(
                    ',',
                    Sessions.Select(session =>
                        $$"""{"date":"{{session.Date:yyyy-MM-dd}}","session":"{{session.Half}}","open":true,"start":"{{Start(session.Half):HH:mm}}","close":"{{Start(
                            session.Half
                        ).AddMinutes(30):HH:mm}}"}"""
                    )
                )
                + "]}"
        );

    public byte[] Roll(int school)
    {
        var (from, before) = ClassesOf(school);
        var lines = new List<string>((before - from) * ClassSize);
        for (var schoolClass = from; schoolClass < before; schoolClass++)
        {
            for (var pupil = schoolClass * ClassSize; pupil < (schoolClass + 1) * ClassSize; pupil++)
            {
                var year = (schoolClass % ClassesPerSchool) + 1;
                lines.Add(
                    $$"""{"upn":"{{_upns[
                        pupil
                    ].Value}}","givenName":"Given{{pupil}}","familyName":"Family{{pupil / 2}}","birthDate":"{{2020 - year}}-{{1 + (pupil % 8):00}}-{{1 + (pupil % 28):00}}","sex":"{{(pupil % 2 == 0 ? 'F' : 'M')}}","entryDate":"2025-09-01","yearGroup":"{{year}}","group":"{{Group(schoolClass)}}"}"""
                );
            }
        }
        return Encoding.UTF8.GetBytes("{\"pupils\":[" + string.Join(',', lines) + "]}");
    }

    public static string Group(int schoolClass) => $"{(schoolClass % ClassesPerSchool) + 1}A";

    /// <summary>The open half-days of the one calendar in order.</summary>
    public static SessionKey[] OpenSessions()
    {
        var sessions = new List<SessionKey>();
        for (var day = new DateOnly(2025, 9, 3); day <= new DateOnly(2026, 7, 21); day = day.AddDays(1))
        {
            if (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday || Array.Exists(Holidays, holiday => Covers(holiday, day)))
                continue;
            sessions.Add(new SessionKey(day, HalfDay.AM));
            sessions.Add(new SessionKey(day, HalfDay.PM));
        }
        return [.. sessions];
    }

    private static bool Covers((int Month, int Day, int Days) holiday, DateOnly day)
    {
        var first = new DateOnly(holiday.Month >= 8 ? 2025 : 2026, holiday.Month, holiday.Day);
        return day >= first && day < first.AddDays(holiday.Days);
    }

    private static uint Mix(int a, int b)
    {
        unchecked
        {
            var hash = ((ulong)(uint)a * 0x9E3779B97F4A7C15UL) ^ ((ulong)(uint)b * 0xC2B2AE3D27D4EB4FUL);
            hash ^= hash >> 29;
            hash *= 0xBF58476D1CE4E5B9UL;
            return (uint)(hash >> 32);
        }
    }
}
