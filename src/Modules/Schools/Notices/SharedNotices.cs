using System.Data.Common;
using Attendance.Schools.Contracts;

namespace Attendance.Schools.Notices;

internal sealed class SharedNotices(NoticeWriter writer) : ISharedNotices
{
    public Task<bool> TellAsync(DbTransaction transaction, SharedNotice notice) => writer.TellAsync(transaction, notice);

    public Task<bool> TellAsync(DbTransaction transaction, SchoolNotice notice) => writer.TellAsync(transaction, notice);

    public Task<bool> TellAsync(DbTransaction transaction, VisitNotice notice) => writer.TellAsync(transaction, notice);
}
