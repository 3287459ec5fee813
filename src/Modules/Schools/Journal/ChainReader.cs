using System.Runtime.CompilerServices;
using Attendance.Schools.Contracts;
using Attendance.Schools.Data;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;

namespace Attendance.Schools.Journal;

/// <summary>Reads whole submissions back, with everything that their hashes cover: for verifying and exporting.</summary>
internal sealed class ChainReader(Database database)
{
    /// <summary>A school's submissions in order.</summary>
    public async IAsyncEnumerable<Submission> ReadAsync(Laestab school, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var heads = await database.OpenAsync(cancellation);
        await using var headView = await heads.BeginReadAsync(cancellation);
        await using var rows = await database.OpenAsync(cancellation);
        await using var rowView = await rows.BeginReadAsync(cancellation);
        var held = await rowView
            .Command(
                "select seq, ordinal, upn, code, minutes_late, problem from schools_held_mark where school_id = @school order by seq, ordinal"
            )
            .With("school", (long)school.Value)
            .ReadAsync(
                reader =>
                    (
                        Seq: reader.GetInt64(0),
                        Mark: new HeldMark(
                            reader.GetInt32(1),
                            reader.GetString(2),
                            reader.GetString(3),
                            reader.IsDBNull(4) ? null : reader.GetInt32(4),
                            reader.GetString(5)
                        )
                    ),
                cancellation
            );
        var heldBySeq = held.ToLookup(row => row.Seq, row => row.Mark);
        await using var entryCommand = rowView
            .Command(
                "select seq, pupil_id, code, minutes_late, supersedes_seq, effective from schools_entry where school_id = @school order by seq"
            )
            .With("school", (long)school.Value);
        await using var entries = await entryCommand.ExecuteReaderAsync(cancellation);
        var more = await entries.ReadAsync(cancellation);
        await using var headCommand = headView
            .Command(
                """
                select first_seq, last_seq, date, session, kind, group_code, taken_at, recorded_at, recorded_by, via, client, client_key, payload_hash, receipt,
                    prev_hash, hash
                from schools_submission where school_id = @school order by first_seq
                """
            )
            .With("school", (long)school.Value);
        await using var head = await headCommand.ExecuteReaderAsync(cancellation);
        var own = new List<Entry>();
        while (await head.ReadAsync(cancellation))
        {
            var (first, last) = (head.GetInt64(0), head.GetInt64(1));
            own.Clear();
            while (more && entries.GetInt64(0) <= last)
            {
                own.Add(
                    new Entry(
                        entries.GetInt64(0),
                        new PupilId(entries.GetInt64(1)),
                        AttendanceCode.Parse(entries.GetString(2)).Id,
                        entries.IsDBNull(3) ? null : entries.GetInt32(3),
                        entries.IsDBNull(4) ? null : entries.GetInt64(4),
                        entries.GetBoolean(5)
                    )
                );
                more = await entries.ReadAsync(cancellation);
            }
            yield return new Submission
            {
                School = school,
                FirstSeq = first,
                Session = JournalReader.Session(head.GetValue(2), head.GetString(3)),
                Kind = (SubmissionKind)head.GetInt32(4),
                Group = head.GetString(5),
                TakenAt = head.IsDBNull(6) ? null : SqlTypes.ToInstant(head.GetValue(6)),
                RecordedAt = SqlTypes.ToInstant(head.GetValue(7)),
                RecordedBy = head.GetString(8),
                Via = head.GetString(9),
                Client = head.GetString(10),
                Key = head.IsDBNull(11) ? null : head.GetString(11),
                PayloadHash = (byte[])head.GetValue(12),
                Receipt = head.GetString(13),
                PrevHash = (byte[])head.GetValue(14),
                Hash = (byte[])head.GetValue(15),
                Entries = [.. own],
                Held = heldBySeq[first].ToList(),
                Texts = [],
            };
        }
    }
}
