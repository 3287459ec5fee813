using Attendance.Access.Contracts;
using Attendance.SharedKernel;
using MediatR;

namespace Attendance.Schools.Contracts;

/// <summary>
/// Loads a CSV file of schools, calendars or rolls; the same file twice changes nothing. A wrong row is reported with its line and the others are stored, school by
/// school in a commit each; strict: nothing is stored when any row is wrong. Encoding: UTF-8, or UTF-16 with a byte order mark. The stream stays the
/// caller's. Errors: not-found (the caller may not), unreadable-file (not such a file at all), too-large, import-rejected (strict).
/// </summary>
public sealed record ImportReferenceFile(
    Caller Caller,
    ReferenceFileKind Kind,
    Stream File,
    bool Strict,
    IProgress<(int Done, int Of)>? Progress = null
) : IRequest<Result<ImportReport>>;

/// <summary>What a file holds; the columns are named in its header line, in any order.</summary>
public enum ReferenceFileKind
{
    /// <summary>laestab, name, phase, urn.</summary>
    Schools,

    /// <summary>laestab, date, session, open, start, close, year_group. The lines of a school and academic year replace those of that year.</summary>
    Calendar,

    /// <summary>
    /// laestab, upn, former_upns, given_name, family_name, birth_date, sex, entry_date, leaving_date, status, boarder, year_group, group, group_from, siblings,
    /// contacts, markers. Several UPNs are separated by spaces; a contact is name|relationship|yes or no|phone|email and a marker kind|source|from|to|detail,
    /// several separated by semicolons. Children not named stay as they are.
    /// </summary>
    Roll,
}

/// <summary>
/// What became of a file: rows read (without the header), those that changed something, those that said what was stored, and what is wrong with the others (the first 1,000).
/// </summary>
public sealed record ImportReport(int Read, int Changed, int Unchanged, IReadOnlyList<ImportProblem> Problems);

/// <summary>What is wrong with a line of a file (the header is line 1): the column where one is to blame, a stable code, and a sentence that repeats nothing of it.</summary>
public sealed record ImportProblem(int Line, string? Column, string Code, string Detail);
