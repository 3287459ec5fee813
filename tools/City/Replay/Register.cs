using System.Buffers;
using System.Buffers.Text;
using System.Text;
using Attendance.City.Plan;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Time;

namespace Attendance.City.Replay;

/// <summary>One register that a school's system posts: a class (or a whole school) in one session. Its bytes and its key are the same on every run.</summary>
internal sealed record Register(CitySchool School, string? Group, int Session, IReadOnlyList<CityEnrolment> Members, int Seed)
{
    private static readonly byte[][] CodeMembers =
    [
        .. Enumerable
            .Range(0, 256)
            .Select(id => AttendanceCode.All.FirstOrDefault(code => code.Id == id))
            .Select(code => code.Id == 0 ? [] : Encoding.UTF8.GetBytes($"\",\"code\":\"{code.Text.Replace("\\", "\\\\")}\"")),
    ];

    private static readonly byte LateBeforeClose = AttendanceCode.Parse("L").Id;
    private static readonly byte LateAfterClose = AttendanceCode.Parse("U").Id;

    public SessionKey Key => School.Sessions[Session];

    /// <summary>The client's key of this submission; visible ASCII only.</summary>
    public string SubmissionId => $"city-{Seed}-{School.Laestab}-{Key.Date:yyyyMMdd}-{Key.Half}-{(Group ?? "school").Replace(' ', '-')}";

    public string Path => $"/api/v1/schools/{School.Laestab}/registers/{Key.Date:yyyy-MM-dd}/{Key.Half}";

    /// <summary>When it was taken: ten minutes into the session.</summary>
    public DateTimeOffset TakenAt => TakenAtOf(Key);

    public static DateTimeOffset TakenAtOf(SessionKey session)
    {
        var instant = SchoolClock.Instant(session.Date, CitySchool.StartOf(session.Half).AddMinutes(10));
        return instant.ToOffset(SchoolClock.Local(instant) - instant.UtcDateTime);
    }

    /// <summary>Writes the body and returns how many marks it holds.</summary>
    public int WriteBody(ArrayBufferWriter<byte> buffer)
    {
        buffer.Clear();
        Write(buffer, "{"u8);
        if (Group is not null)
            Write(buffer, Encoding.UTF8.GetBytes($"\"group\":\"{Group}\","));
        Write(
            buffer,
            Encoding.UTF8.GetBytes(
                $"\"takenAt\":\"{TakenAt:yyyy-MM-dd'T'HH:mm:sszzz}\",\"takenBy\":\"Class teacher\",\"submissionId\":\"{SubmissionId}\",\"marks\":["
            )
        );
        var count = 0;
        foreach (var member in Members)
        {
            if (Session < member.FirstSession || Session >= member.EndSession)
                continue;
            var code = member.Marks[Session - member.FirstSession];
            Write(buffer, count++ == 0 ? "{\"upn\":\""u8 : ",{\"upn\":\""u8);
            var upn = member.Child.Upn.Value;
            Encoding.UTF8.GetBytes(upn, buffer.GetSpan(upn.Length));
            buffer.Advance(upn.Length);
            Write(buffer, CodeMembers[code]);
            if (code == LateBeforeClose || code == LateAfterClose)
            {
                var minutes =
                    (int)(unchecked((uint)(upn.GetHashCodeStable() ^ (Session * 2654435))) % 19) + (code == LateBeforeClose ? 1 : 31);
                Write(buffer, ",\"minutesLate\":"u8);
                Utf8Formatter.TryFormat(minutes, buffer.GetSpan(8), out var written);
                buffer.Advance(written);
            }
            Write(buffer, "}"u8);
        }
        Write(buffer, "]}"u8);
        return count;
    }

    private static void Write(ArrayBufferWriter<byte> buffer, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(buffer.GetSpan(bytes.Length));
        buffer.Advance(bytes.Length);
    }
}
