using Attendance.Access.Contracts;
using Attendance.City.Plan;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using MediatR;

namespace Attendance.City.Demo;

/// <summary>Ties the accounts that work with single children to the child who has missed most so far at the school with most to see.</summary>
internal static class DemoChildren
{
    private const int Days = 200;

    private static readonly Caller Demonstration = Caller.System("demonstration");
    private static readonly (Role Role, Relation Relation)[] Ties =
    [
        (Role.Parent, Relation.ParentOf),
        (Role.Legal, Relation.HoldsCase),
        (Role.FosterWorker, Relation.PlacedAt),
    ];

    /// <summary>Gives the accounts that were just made their child.</summary>
    public static async Task TieAsync(
        IMediator mediator,
        IFindPupil pupils,
        CitySchool school,
        IReadOnlyList<DemoAccount> accounts,
        DateOnly day,
        CancellationToken cancellation
    )
    {
        var upn = MostMissed(school, day);
        if (await pupils.FindAsync(upn, cancellation) is not { } child)
            throw new InvalidOperationException("The demonstration's child is on no roll.");
        foreach (var (role, relation) in Ties)
        {
            if (accounts.FirstOrDefault(account => account.Role == role) is not { } account)
                continue;
            var grant = new GiveGrant(
                Demonstration,
                account.Person,
                role,
                relation,
                GrantTarget.Of(child),
                "Demonstration",
                Until: day.AddDays(Days)
            );
            if ((await mediator.Send(grant, cancellation)).Error is { } error)
                throw new InvalidOperationException($"The demonstration's {role}: {error.Code} {error.Fields?[0].Code}.");
        }
    }

    /// <summary>The child on the roll that day with most absences before it; of several the first by UPN.</summary>
    private static Upn MostMissed(CitySchool school, DateOnly day)
    {
        var until = Array.FindIndex(school.Sessions, session => session.Date >= day);
        return school
            .Enrolments.Where(enrolment => until >= enrolment.FirstSession && until < enrolment.EndSession)
            .OrderByDescending(enrolment =>
                Enumerable
                    .Range(enrolment.FirstSession, until - enrolment.FirstSession)
                    .Count(at =>
                        enrolment.MarkAt(at) is { } code
                        && code.ClassOn(school.Sessions[at].Date) is MarkClass.Authorised or MarkClass.Unauthorised
                    )
            )
            .ThenBy(enrolment => enrolment.Child.Upn.Value, StringComparer.Ordinal)
            .First()
            .Child.Upn;
    }
}
