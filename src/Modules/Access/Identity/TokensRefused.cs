using Microsoft.AspNetCore;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Attendance.Access.Identity;

/// <summary>A token that was refused at <c>/connect/token</c> is on record, before the refusal leaves. The client's words are not: they may be a secret.</summary>
internal sealed class TokensRefused(AccountAudit audit) : IOpenIddictServerHandler<ApplyTokenResponseContext>
{
    public static OpenIddictServerHandlerDescriptor Descriptor { get; } =
        OpenIddictServerHandlerDescriptor
            .CreateBuilder<ApplyTokenResponseContext>()
            .UseSingletonHandler<TokensRefused>()
            .SetOrder(int.MinValue)
            .SetType(OpenIddictServerHandlerType.Custom)
            .Build();

    public async ValueTask HandleAsync(ApplyTokenResponseContext context)
    {
        if (context.Error is not { } error || context.Transaction.GetHttpRequest() is not { } request)
            return;
        // Errors are a fixed list (RFC 6749, 5.2).
        await audit.RefusedAsync(request.HttpContext, null, "Token", error);
    }
}
