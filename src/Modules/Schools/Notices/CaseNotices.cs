using System.Data.Common;
using Attendance.Schools.Contracts;
using Attendance.Schools.Data;
using Attendance.SharedKernel.Data;

namespace Attendance.Schools.Notices;

internal sealed class CaseNotices(Database database, NoticeWriter writer) : ICaseNotices
{
    public Task TellAsync(DbTransaction transaction, CaseNotice notice) => writer.TellAsync(transaction, notice);

    public Task TellAsync(DbTransaction transaction, AgencyNotice notice) => writer.TellAsync(transaction, notice);

    public Task TellAsync(DbTransaction transaction, EnquiryNotice notice) => writer.TellAsync(transaction, notice);

    public async Task<IReadOnlyList<NoticeSeen>> SeenAsync(IReadOnlyCollection<string> ids, CancellationToken cancellation)
    {
        if (ids.Count == 0)
            return [];
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = await connection.BeginReadAsync(cancellation);
        return await transaction
            .Command("select notice_id, person, read_at from schools_notice_read where notice_id {ids} order by read_at, person")
            .WithAny("ids", ids.Select(NoticeWriter.MessageId))
            .ReadAsync(
                reader => new NoticeSeen(reader.GetString(0)[NoticeWriter.MessageId("").Length..], reader.GetInt64(1), reader.Instant(2)),
                cancellation
            );
    }
}
