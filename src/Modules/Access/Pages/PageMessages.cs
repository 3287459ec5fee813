using Attendance.Access.Identity;

namespace Attendance.Access.Pages;

/// <summary>Messages that wait to be handed over, because there is no mail server or it has not taken them yet.</summary>
internal static class PageMessages
{
    public static Html Of(IReadOnlyList<Message> waiting) =>
        waiting.Count == 0
            ? Html.Empty
            : Html.Of(
                $"""
                <h2>Messages to hand over</h2>
                <p>These have not been sent. Whoever holds a link can use it: give it to nobody but the person it names.</p>
                {Html.All(
                    waiting.Select(message =>
                        Html.Of(
                            $"<div class=\"said\"><p><strong>{message.Recipient}</strong>: {message.Subject}</p><p>{message.Text}</p></div>"
                        )
                    )
                )}
                """
            );
}
