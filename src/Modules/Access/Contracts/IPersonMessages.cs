using System.Data.Common;

namespace Attendance.Access.Contracts;

/// <summary>Messages from modules to people, by mail where a mail server is set.</summary>
public interface IPersonMessages
{
    /// <summary>
    /// Queues a message in the transaction that has a reason for it, to the address at work. It runs out after seven days. Nothing of a child belongs in it. False: nobody
    /// is there, or the person left.
    /// </summary>
    Task<bool> QueueAsync(DbTransaction transaction, long person, string subject, string text);
}
