using System.Data.Common;
using Attendance.Access.Contracts;
using Attendance.Access.People;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.Time;
using Dapper;
using MediatR;

namespace Attendance.Access.Identity;

internal sealed class InviteParentHandler(
    IAuditTrail audit,
    IWriter writer,
    PersonStore store,
    AccessNews news,
    Invitations invitations,
    IPolicy policy,
    IFindPupil pupils,
    SchoolClock clock
) : IRequestHandler<InviteParent, Result<InvitedParent>>
{
    public async Task<Result<InvitedParent>> Handle(InviteParent request, CancellationToken cancellationToken)
    {
        if (!await policy.MayAsync(request.Caller, Act.InviteParent, GrantTarget.Of(request.School), cancellation: cancellationToken))
            return Error.NotFound;
        if (PersonRules.Name(request.Name) is not { } name)
            return Error.Validation("/name", "name-invalid");
        if (PersonRules.Email(request.Email) is not { } email)
            return Error.Validation("/email", "email-invalid");
        if (!InviteParent.Methods.Contains(request.Method))
            return Error.Validation("/method", "method-invalid");
        if (request.CheckedOn > clock.Today)
            return Error.Validation("/checkedOn", "in-future");
        if (await pupils.FindAsync(request.School, request.Upn, clock.Today, cancellationToken) is not { } pupil)
            return Error.NotFound;
        await audit.ChangingAsync(
            request.Caller,
            nameof(InviteParent),
            pupil,
            $"school {request.School}, identity checked: {request.Method}",
            cancellationToken
        );
        var invited = await writer.Run(transaction => InviteAsync(transaction, request, pupil, name, email), cancellationToken);
        news.Changed();
        return invited is null ? Error.NotFound : invited;
    }

    private async Task<InvitedParent?> InviteAsync(
        DbTransaction transaction,
        InviteParent request,
        PupilId pupil,
        string name,
        string email
    )
    {
        var connection = transaction.Connection!;
        var by = request.Caller.Name;
        var known = await connection.QuerySingleOrDefaultAsync<KnownPerson>(
            """
            select p.id, (select count(*) from access_account a where a.person_id = p.id) as accounts,
                (select count(*) from access_role r where r.person = p.id and r.role = 'Parent' and r.ended_at is null) as roles
            from access_person p where p.email = @email
            """,
            new { email },
            transaction
        );
        var person = known is null
            ? await store.InsertPersonAsync(transaction, name, email)
            : await PersonStore.FindAsync(connection, known.Id, transaction);
        if (person is not { LeftAt: null })
            return null;
        var period = new Period(clock.Today, null);
        if (known is not { Roles: > 0 })
            await store.InsertRoleAsync(
                transaction,
                person.Id,
                Role.Parent,
                period,
                by,
                "Parent or carer, identity checked",
                approved: true
            );
        var grant = await store.InsertGrantAsync(
            transaction,
            new NewGrant(
                person.Id,
                GrantTarget.Of(pupil),
                Role.Parent,
                Relation.ParentOf,
                $"Identity checked by the school: {request.Method}",
                period
            ),
            by
        );
        await connection.ExecuteAsync(
            """
            insert into access_identity_check (grant_id, school_id, method, checked_on, checked_by)
            values (@grant, @school, @method, @day, @by)
            """,
            new
            {
                grant,
                school = (long)request.School.Value,
                method = request.Method,
                day = request.CheckedOn,
                by,
            },
            transaction
        );
        if (known is { Accounts: > 0 })
            return new InvitedParent(person.Id, null);
        var link = await invitations.IssueAsync(transaction, person, InvitationPurpose.Invitation, by, request.Address);
        return new InvitedParent(person.Id, link.Address);
    }

    private sealed class KnownPerson
    {
        public long Id { get; init; }
        public long Accounts { get; init; }
        public long Roles { get; init; }
    }
}
