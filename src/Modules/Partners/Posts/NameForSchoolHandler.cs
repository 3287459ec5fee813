using Attendance.Access.Contracts;
using Attendance.Partners.Agreements;
using Attendance.Partners.Contracts;
using Attendance.Partners.Directory;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using MediatR;

namespace Attendance.Partners.Posts;

internal sealed class NameForSchoolHandler(
    IPolicy policy,
    IAuditTrail audit,
    IWriter writer,
    IFindSchool schools,
    AgencyBook agencies,
    AgreementBook agreements,
    SchoolPostBook book
) : IRequestHandler<NameForSchool, Result<string>>
{
    public async Task<Result<string>> Handle(NameForSchool request, CancellationToken cancellationToken)
    {
        var (caller, agency, school, person) = request;
        if (!await policy.MayAsync(caller, Act.RunPartners, GrantTarget.All, cancellation: cancellationToken))
            return Error.NotFound;
        var words = new Words();
        var known = await agencies.FindAsync(agency, cancellationToken) is not null;
        words.Check(known, "agency", "agency-unknown", "There is no such agency.");
        words.Check(
            (await agreements.MembersAsync(agency, cancellationToken)).Contains(person),
            "person",
            "person-unknown",
            "Nobody of this number works for the agency."
        );
        words.Check(
            (await schools.UnknownAsync([school], cancellationToken)).Count == 0,
            "school",
            "school-unknown",
            "The number is no school's."
        );
        if (words.Error is { } error)
            return error;
        await audit.ChangingAsync(caller, nameof(NameForSchool), $"person/{person}", $"{agency} {school}", cancellationToken);
        await writer.Run(transaction => book.NameAsync(transaction, agency, school, person, caller), cancellationToken);
        return agency;
    }
}
