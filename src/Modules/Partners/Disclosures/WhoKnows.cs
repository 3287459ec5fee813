using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Partners.Agreements;
using Attendance.Partners.Directory;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Partners.Disclosures;

/// <summary>Who outside the authority knows what of a child: for who may read its case.</summary>
[Extends(typeof(PupilNode))]
internal sealed class WhoKnows(IPolicy policy, AgreementBook book, AgencyBook agencies, DisclosureBook ledger, SchoolClock clock)
{
    [Description(
        "Which agencies may see, or have seen, what of the child, by which agreement, for what and until when; null for who may not read the case."
    )]
    [Cost(20)]
    public async Task<IReadOnlyList<WhoKnowsLine>?> Disclosures(PupilNode pupil, Caller caller, CancellationToken cancellation = default)
    {
        if (!(await policy.OfAsync(caller, pupil.Key, cancellation)).May(Act.ReadCase))
            return null;
        var naming = await book.NamingAsync(pupil.Key, cancellation);
        var looks = await ledger.OfChildAsync(pupil.Key, cancellation);
        var names = (await agencies.ListAsync(cancellation)).ToDictionary(agency => agency.Id, agency => agency.Name);
        return
        [
            .. (await book.ListAsync(null, cancellation))
                .Where(agreement => naming.Contains(agreement.Id))
                .Where(agreement => agreement.ApprovedBy is not null)
                .Select(agreement => new WhoKnowsLine(
                    agreement.Id,
                    names[agreement.Agency],
                    agreement.Purpose,
                    agreement.LawfulBasis,
                    agreement.Fields,
                    agreement.ExpiresOn,
                    agreement.On(clock.Today),
                    looks.TryGetValue(agreement.Id, out var look) ? look.Views : 0,
                    looks.TryGetValue(agreement.Id, out var last) ? last.Last : null
                )),
        ];
    }
}

[Description("What an agency may see, or has seen, of a child.")]
internal sealed record WhoKnowsLine(
    [property: Description("The agreement's id."), Id] string Agreement,
    [property: Description("The agency's name.")] string Agency,
    [property: Description("What for.")] string Purpose,
    [property: Description("The lawful basis.")] string LawfulBasis,
    [property: Description("The fields that it opens.")] IReadOnlyList<string> Fields,
    [property: Description("The first day on which it no longer holds.")] DateOnly ExpiresOn,
    [property: Description("Where the agreement stands.")] AgreementState State,
    [property: Description("How often somebody of the agency was shown the child.")] int Looks,
    [property: Description("When last; null: never.")] DateTimeOffset? LastLook
);
