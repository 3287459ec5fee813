using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.SharedKernel.GraphQL;

namespace Attendance.Partners.Community;

/// <summary>The pack of an area, for agencies and who keeps the directory.</summary>
[QueryRoot]
internal sealed class AreaPackQuery(CommunityAccess access, AreaPacks packs)
{
    [Description("The figures of an area for its community sector meeting. Null with NOT_FOUND when there is no such area.")]
    [Cost(100)]
    public async Task<AreaPack?> AreaPack(
        Caller caller,
        [Description("The area, by name.")] string area,
        CancellationToken cancellation = default
    )
    {
        await access.RequireAsync(caller, cancellation);
        return await packs.MakeAsync(area, cancellation) ?? throw Refusal.NotFound();
    }
}
