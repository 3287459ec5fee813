using Attendance.Access.Contracts;
using Attendance.Partners.Contracts;
using Attendance.SharedKernel;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace Attendance.TestSupport;

/// <summary>People of partner agencies at a Host in this process, and what is shared with them.</summary>
public static class TestPartners
{
    private static readonly Caller Setup = Caller.System("test");

    /// <summary>Somebody with a role who works for an agency. Answers the person's number.</summary>
    public static async Task<long> PartnerAsync(this RunningHost host, Role role, string agency, string name = "Pat Partner")
    {
        var mediator = host.Services.GetRequiredService<IMediator>();
        var email = $"{Guid.NewGuid():N}@partner.example";
        var person = Done(await mediator.Send(new MakePerson(Setup, name, email))).Id;
        Done(await mediator.Send(new GiveRole(Setup, person, role, "test")));
        Done(await mediator.Send(new JoinAgency(Setup, agency, email)));
        return person;
    }

    /// <summary>A live agreement with an agency about some children, or about those who are referred to it when none is named. Without fields: the default ones.</summary>
    public static async Task<string> ShareAsync(
        this RunningHost host,
        string agency,
        IReadOnlyList<PupilId>? pupils,
        IReadOnlyList<string>? fields = null,
        DateOnly? expires = null
    )
    {
        var mediator = host.Services.GetRequiredService<IMediator>();
        var written = Done(
            await mediator.Send(
                new WriteAgreement(
                    Setup,
                    agency,
                    "Children Act 2004, section 10",
                    "Support",
                    pupils is null ? SharedChildren.Referrals : SharedChildren.Named,
                    pupils ?? [],
                    fields,
                    null,
                    expires ?? new DateOnly(2007, 6, 1)
                )
            )
        );
        return Done(await mediator.Send(new ApproveAgreement(Caller.System("other"), written)));
    }

    private static T Done<T>(Result<T> result) =>
        result.Error is { } error
            ? throw new InvalidOperationException($"{error.Code} {error.Fields?[0].Code}: {error.Message}")
            : result.Value;
}
