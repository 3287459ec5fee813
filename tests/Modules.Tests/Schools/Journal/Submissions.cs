using Attendance.Schools.Journal;
using Attendance.SharedKernel;

namespace Attendance.Modules.Tests.Schools.Journal;

/// <summary>Submissions for tests, chained.</summary>
internal static class Submissions
{
    public static readonly Laestab School = Laestab.From(3557001);

    public static Submission Make(
        long firstSeq,
        byte[]? prevHash = null,
        int entries = 2,
        string? key = null,
        Laestab? school = null,
        byte code = 1
    )
    {
        var submission = new Submission
        {
            School = school ?? School,
            FirstSeq = firstSeq,
            Session = new SessionKey(new DateOnly(2027, 3, 9), HalfDay.PM),
            Kind = SubmissionKind.Register,
            Group = "3A",
            TakenAt = new DateTimeOffset(2027, 3, 9, 13, 5, 0, 123, TimeSpan.Zero),
            RecordedAt = new DateTimeOffset(2027, 3, 9, 13, 6, 1, 456, TimeSpan.Zero),
            RecordedBy = "Ms Ó Dálaigh \u202e",
            Via = "rest",
            Client = "3557001/Test",
            Key = key,
            PayloadHash = [1, 2, 3],
            Receipt = new string('s', entries),
            PrevHash = prevHash ?? SubmissionHash.Genesis,
            Entries =
            [
                .. Enumerable
                    .Range(1, entries)
                    .Select(i => new Entry(firstSeq + i, new PupilId(i), code, i == 1 ? 5 : null, i == 2 ? 1 : null, i != 3)),
            ],
            Held = [new HeldMark(entries, "A12", "Q9", -1, "upn-invalid")],
            Texts = [],
        };
        return submission with { Hash = SubmissionHash.Compute(submission) };
    }
}
