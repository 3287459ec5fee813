using Attendance.Access.Contracts;
using Attendance.City.Plan;
using Attendance.Partners.Contracts;
using Attendance.SharedKernel;
using MediatR;

namespace Attendance.City.Demo;

/// <summary>
/// Brings each partner's account into its agency and gives the agency an agreement about a few older children of the school with most to see: written by one, agreed to by another.
/// </summary>
internal static class DemoPartners
{
    private const int Children = 6;
    private const int OldestFirstYear = 9;
    private const string Basis = "Children Act 2004, section 10: co-operation to improve wellbeing";

    private static readonly Caller Author = Caller.System("demonstration");

    private static readonly string[] OfYouthOffending = ["id", "givenName", "familyName", "schoolName", "yearGroup", "attendance", "days"];

    private static readonly (Role Role, string Agency)[] Agencies =
    [
        (Role.Health, "health"),
        (Role.Housing, "housing"),
        (Role.Police, "police"),
        (Role.YouthService, "youth-service"),
        (Role.Connexions, "connexions"),
        (Role.YouthOffending, "youth-offending"),
        (Role.CommunitySafety, "community-safety"),
        (Role.VoluntarySector, "new-deal"),
        (Role.BehaviourSupport, "best"),
        (Role.PassengerTransport, "passenger-transport"),
        (Role.SchoolImprovement, "school-improvement"),
    ];

    /// <summary>Makes what the accounts that were just made need.</summary>
    public static async Task ShareAsync(
        IMediator mediator,
        IFindPupil pupils,
        CitySchool school,
        IReadOnlyList<DemoAccount> accounts,
        DateOnly day,
        CancellationToken cancellation
    )
    {
        if (accounts.FirstOrDefault(account => account.Role is Role.AttendanceLeader) is not { } leader)
            return;
        var children = new List<PupilId>();
        foreach (
            var enrolment in school
                .Enrolments.Where(enrolment => int.TryParse(enrolment.YearGroup, out var year) && year >= OldestFirstYear)
                .Take(Children)
        )
        {
            if (await pupils.FindAsync(enrolment.Child.Upn, cancellation) is { } child)
                children.Add(child);
        }
        foreach (var (role, agency) in Agencies)
        {
            if (accounts.FirstOrDefault(account => account.Role == role) is not { } account)
                continue;
            Check(await mediator.Send(new JoinAgency(Author, agency, account.Email), cancellation));
            if (role is Role.Connexions or Role.Police)
                Check(await mediator.Send(new NameForSchool(Author, agency, school.Laestab, account.Person), cancellation));
            // It works with figures of schools and has no agreement about children.
            if (role is Role.SchoolImprovement)
                continue;
            var byReferral = role is Role.VoluntarySector || children.Count == 0;
            var written = Check(
                await mediator.Send(
                    new WriteAgreement(
                        Author,
                        agency,
                        Basis,
                        "Support of children who miss school",
                        byReferral ? SharedChildren.Referrals : SharedChildren.Named,
                        byReferral ? [] : children,
                        // A condition of attendance is told of by its half-days.
                        role is Role.YouthOffending
                            ? OfYouthOffending
                            : null,
                        day,
                        day.AddMonths(6)
                    ),
                    cancellation
                )
            );
            Check(await mediator.Send(new ApproveAgreement(Caller.ForPerson(leader.Person), written), cancellation));
        }
    }

    private static string Check(Result<string> result) =>
        result.Error is { } error
            ? throw new InvalidOperationException($"The demonstration's partners: {error.Code} {error.Fields?[0].Code}.")
            : result.Value;
}
