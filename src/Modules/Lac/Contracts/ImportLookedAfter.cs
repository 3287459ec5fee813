using Attendance.Access.Contracts;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel;
using MediatR;

namespace Attendance.Lac.Contracts;

/// <summary>
/// Loads a CSV file in the shape of the SSDA903 return: one row for each placement or legal status of a child, with the columns upn, decom, ls, place, and as far as
/// they are there child, sex, dob, ethnic, mother, mc_dob, rne, cin, place_provider, dec, rec, reason_place_change, home_post, pl_post, urn, la, unit,
/// social_worker. Dates are dd/mm/yyyy or yyyy-mm-dd. Postcodes and family details are not stored. A row whose UPN is UN1 to UN5 (there is none) is read and nothing follows from it.
/// The same file twice changes nothing; children not named stay as they are; a wrong row is reported with its line and the others are stored, child by child. Errors: not-found (the caller may not),
/// unreadable-file, too-large, import-rejected (strict).
/// </summary>
public sealed record ImportLookedAfter(Caller Caller, Stream File, bool Strict, IProgress<(int Done, int Of)>? Progress = null)
    : IRequest<Result<ImportReport>>;
