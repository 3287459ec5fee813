using Attendance.Access.Contracts;
using Attendance.Access.People;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Problems;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Attendance.Access.Teams;

internal sealed class NameOfficerHandler(
    IAuditTrail audit,
    IWriter writer,
    IPolicy policy,
    IFindSchool schools,
    TeamRights rights,
    PersonStore store,
    Expansion expansion,
    AccessNews news
) : IRequestHandler<NameOfficer, Result<string>>
{
    public async Task<Result<string>> Handle(NameOfficer request, CancellationToken cancellationToken)
    {
        if (
            !await policy.MayAsync(request.Caller, Act.SetUpTeams, GrantTarget.Of(request.School), cancellation: cancellationToken)
            || (await schools.UnknownAsync([request.School], cancellationToken)).Count > 0
        )
            return Error.NotFound;
        if (PersonRules.Reason(request.Reason) is not { } reason)
            return Error.Validation("/reason", "reason-invalid");
        if (PersonRules.Days(request.From, request.Until, store.Today) is not { } period)
            return Error.Validation("/until", "until-before-from");
        if (period.From < store.Today)
            return Error.Validation("/from", "from-past");
        if (await rights.PersonAsync(request.Email, cancellationToken) is not { } person)
            return Error.Validation("/email", "unknown-person");
        var by = request.Caller.Name;
        await audit.ChangingAsync(
            request.Caller,
            nameof(NameOfficer),
            $"school/{request.School}",
            $"person/{person}: {reason}",
            cancellationToken
        );
        var named = await writer.Run(
            async transaction =>
            {
                await TeamStore.LockAsync(transaction);
                if (
                    await PersonStore.FindAsync(transaction.Connection!, person, transaction) is not { LeftAt: null }
                    || !await PersonStore.IsGivenAsync(transaction, person, Role.WelfareOfficer, period.From)
                )
                    return (Result<string>)Error.Validation("/email", "role-not-held");
                var officers = await PersonStore.OfficersAsync(transaction, request.School, store.Today);
                if (officers.FirstOrDefault(grant => IsSame(grant, person, period)) is { } known)
                    return known.Id;
                foreach (var officer in officers)
                    await store.GiveWayAsync(transaction, officer, period, by, reason);
                var id = await store.InsertGrantAsync(
                    transaction,
                    new NewGrant(person, GrantTarget.Of(request.School), Role.WelfareOfficer, Relation.NamedOfficer, reason, period),
                    by
                );
                foreach (var touched in officers.Select(officer => officer.Person).Append(person).Distinct().Order())
                    await expansion.CoversAsync(transaction, touched, by, reason);
                return id;
            },
            cancellationToken
        );
        news.Changed();
        return named;
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPut(
                "/schools/{laestab}/named-officer",
                async (string laestab, NameOfficerBody body, Caller caller, IMediator mediator, CancellationToken cancellation) =>
                {
                    if (!Laestab.TryParse(laestab, out var school))
                        return Problem.From(Error.NotFound);
                    var result = await mediator.Send(
                        new NameOfficer(caller, school, body.Email, body.Reason, body.From, body.Until),
                        cancellation
                    );
                    return result.Error is { } error ? Problem.From(error) : Results.Ok(new Arranged(result.Value));
                }
            )
            .WithName("nameOfficer")
            .WithMetadata(new OnRecordElsewhere())
            .WithTags("Teams")
            .WithSummary("Name a school's education welfare officer")
            .WithDescription(
                "For the attendance leader, the authority's loader and the manager of the school's team. The one before ends that day."
            )
            .Produces<Arranged>()
            .ProducesProblems(400, 404, 413, 415, 422);

    // Named already, and for no longer.
    private static bool IsSame(GrantRow grant, long person, Period period) =>
        grant.Person == person && grant.FromDate <= period.From && grant.UntilDate == period.Until;
}

/// <summary>The officer by e-mail address, why, from which day (today) until which on which it no longer holds (none).</summary>
internal sealed record NameOfficerBody(string Email, string Reason, DateOnly? From = null, DateOnly? Until = null);
