using Attendance.Access.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Problems;
using Attendance.SharedKernel.Time;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Attendance.Partners.Community;

/// <summary>Hands the pack out as PDF.</summary>
internal static class ReadAreaPack
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet(
                "/areas/{area}/pack",
                async (
                    string area,
                    Caller caller,
                    CommunityAccess access,
                    AreaPacks packs,
                    SchoolClock clock,
                    CancellationToken cancellation
                ) =>
                    await access.MayAsync(caller, cancellation) && await packs.MakeAsync(area, cancellation) is { } pack
                        ? Results.File(AreaPackDocument.Of(pack, clock.Now).Pdf(), "application/pdf", "area-pack.pdf")
                        : Problem.From(Error.NotFound)
            )
            .WithName("readAreaPack")
            .WithTags("Partners")
            .WithSummary("Read the figures of an area for its community sector meeting")
            .WithDescription("For agencies and who keeps the directory, as PDF. The area is written by its name.")
            .Produces(StatusCodes.Status200OK, contentType: "application/pdf")
            .ProducesProblems(404);
}
