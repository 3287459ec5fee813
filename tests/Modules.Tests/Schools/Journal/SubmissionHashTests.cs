using Attendance.Schools.Journal;
using Attendance.SharedKernel;
using Xunit;

namespace Attendance.Modules.Tests.Schools.Journal;

/// <summary>The chain covers every stored field: whoever changes one, changes the hash. Source: PROMISES I-19.</summary>
public sealed class SubmissionHashTests
{
    [Fact]
    public void Any_changed_field_gives_another_hash()
    {
        var original = Submissions.Make(10, entries: 3, key: "k");
        var entry = original.Entries[0];
        var held = original.Held[0];
        Submission[] changed =
        [
            original with
            {
                School = Laestab.From(3557002),
            },
            original with
            {
                FirstSeq = 11,
            },
            original with
            {
                Session = new SessionKey(original.Session.Number - 1),
            },
            original with
            {
                Kind = SubmissionKind.Correction,
            },
            original with
            {
                Group = "3B",
            },
            original with
            {
                Group = "",
            },
            original with
            {
                TakenAt = original.TakenAt!.Value.AddMilliseconds(1),
            },
            original with
            {
                TakenAt = null,
            },
            original with
            {
                RecordedAt = original.RecordedAt.AddMilliseconds(1),
            },
            original with
            {
                RecordedBy = "another",
            },
            original with
            {
                Via = "csv",
            },
            original with
            {
                Client = "3557001/Other",
            },
            original with
            {
                Key = "l",
            },
            original with
            {
                Key = null,
            },
            original with
            {
                PayloadHash = [1, 2, 4],
            },
            original with
            {
                Receipt = "ssu",
            },
            original with
            {
                PrevHash = [.. Enumerable.Repeat((byte)1, 32)],
            },
            original with
            {
                Entries = original.Entries[..2],
            },
            original with
            {
                Entries = [original.Entries[1], entry, original.Entries[2]],
            },
            WithEntry(entry with { Seq = 99 }),
            WithEntry(entry with { Pupil = new PupilId(99) }),
            WithEntry(entry with { Code = 2 }),
            WithEntry(entry with { MinutesLate = 6 }),
            WithEntry(entry with { MinutesLate = null }),
            WithEntry(entry with { SupersedesSeq = 3 }),
            WithEntry(entry with { Effective = false }),
            original with
            {
                Held = [],
            },
            original with
            {
                Held = [held with { Ordinal = 7 }],
            },
            original with
            {
                Held = [held with { Upn = "A13" }],
            },
            original with
            {
                Held = [held with { Code = "Q" }],
            },
            original with
            {
                Held = [held with { MinutesLate = 1 }],
            },
            original with
            {
                Held = [held with { Problem = "unknown-code" }],
            },
            // A letter moved over the border of two texts.
            original with
            {
                RecordedBy = original.RecordedBy + "r",
                Via = original.Via[1..],
            },
        ];
        var hashes = changed.Select(submission => Convert.ToHexString(SubmissionHash.Compute(submission))).ToList();
        Assert.DoesNotContain(Convert.ToHexString(original.Hash), hashes);
        Assert.Equal(hashes.Count, hashes.Distinct().Count());
        Assert.Equal(original.Hash, SubmissionHash.Compute(original with { Hash = [] }));

        Submission WithEntry(Entry entry) => original with { Entries = [entry, .. original.Entries[1..]] };
    }

    [Fact]
    public void Minutes_that_were_not_said_are_not_zero_minutes()
    {
        var original = Submissions.Make(1);
        var said = original with { Held = [original.Held[0] with { MinutesLate = null }] };
        var minusOne = original with { Held = [original.Held[0] with { MinutesLate = -1 }] };
        Assert.NotEqual(SubmissionHash.Compute(said), SubmissionHash.Compute(minusOne));
    }

    [Fact]
    public void A_submission_larger_than_the_buffer_hashes_the_same_every_time()
    {
        var large = Submissions.Make(1, entries: 5_000);
        Submissions.Make(1, entries: 1);
        Assert.Equal(large.Hash, SubmissionHash.Compute(large));
    }
}
