using Spectre.Console.Cli;

namespace Attendance.Host.Verbs;

/// <summary>What a verb could not do goes to stderr: in one sentence where the operator can mend it, in full where it is a bug.</summary>
internal static class Complaint
{
    /// <summary>Returns the exit code: 2, so that a broken run differs from a refusal or a difference found, which is 1.</summary>
    public static int Tell(Exception exception)
    {
        var mendable = exception is CommandAppException or InvalidOperationException or IOException or UnauthorizedAccessException;
        Console.Error.WriteLine(mendable ? Sentence(exception) : exception.ToString());
        return 2;
    }

    private static string Sentence(Exception exception) =>
        exception.InnerException is { } inner ? $"{exception.Message} {inner.Message}" : exception.Message;
}
