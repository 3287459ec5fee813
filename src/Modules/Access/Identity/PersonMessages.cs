using System.Data.Common;
using Attendance.Access.Contracts;
using Attendance.Access.People;

namespace Attendance.Access.Identity;

internal sealed class PersonMessages(Messages messages, TimeProvider time) : IPersonMessages
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    public async Task<bool> QueueAsync(DbTransaction transaction, long person, string subject, string text)
    {
        if (await PersonStore.FindAsync(transaction.Connection!, person, transaction) is not { LeftAt: null } found)
            return false;
        await messages.QueueAsync(transaction, found.Email, subject, text, $"person/{person}", time.GetUtcNow() + Kept);
        return true;
    }
}
