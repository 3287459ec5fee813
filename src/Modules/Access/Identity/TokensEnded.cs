using Attendance.Access.People;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Attendance.Access.Identity;

/// <summary>A token that was revoked at <c>/connect/revoke</c> is forgotten at once on this Host.</summary>
internal sealed class TokensEnded(AccessNews news) : IOpenIddictServerHandler<ApplyRevocationResponseContext>
{
    public static OpenIddictServerHandlerDescriptor Descriptor { get; } =
        OpenIddictServerHandlerDescriptor
            .CreateBuilder<ApplyRevocationResponseContext>()
            .UseSingletonHandler<TokensEnded>()
            .SetOrder(int.MinValue)
            .SetType(OpenIddictServerHandlerType.Custom)
            .Build();

    public ValueTask HandleAsync(ApplyRevocationResponseContext context)
    {
        news.Changed();
        return ValueTask.CompletedTask;
    }
}
