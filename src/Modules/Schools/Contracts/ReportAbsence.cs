using Attendance.Access.Contracts;
using Attendance.SharedKernel;
using MediatR;

namespace Attendance.Schools.Contracts;

/// <summary>
/// The absence statistics of a school year, made as the Department for Education makes them: enrolments of statistical age 5 to 15 with at least one
/// possible session, without boarders and guests, over five half terms (six from 2012/13, but five for age 15). For the authority's loader.
/// Source: RULES 3; the column names are those of "Absence in schools".
/// </summary>
public sealed record ReportAbsence(Caller Caller, AcademicYear Year, Laestab? School = null) : IRequest<Result<IReadOnlyList<AbsenceRow>>>;

/// <summary>
/// One row: a school, a phase, or the authority. Sessions are half-days and are summed before anything is divided.
/// The columns that end in <c>Pa</c> are of enrolments that missed at least a tenth of their own possible sessions.
/// </summary>
public sealed record AbsenceRow
{
    /// <summary>"School" or "Local authority".</summary>
    public required string Level { get; init; }

    /// <summary>The school, or null for the authority's rows.</summary>
    public Laestab? School { get; init; }

    /// <summary>Unique reference number, or null.</summary>
    public int? Urn { get; init; }

    /// <summary>"State-funded primary", "State-funded secondary", "Special", "Alternative provision" or "Total".</summary>
    public required string SchoolType { get; init; }

    /// <summary>Schools with at least one enrolment.</summary>
    public required int Schools { get; init; }

    /// <summary>Enrolments with at least one possible session.</summary>
    public required int Enrolments { get; init; }

    /// <summary>Possible sessions.</summary>
    public required long Possible { get; init; }

    /// <summary>Authorised absence.</summary>
    public required long Authorised { get; init; }

    /// <summary>Unauthorised absence.</summary>
    public required long Unauthorised { get; init; }

    /// <summary>Enrolments that missed at least 10% of their own possible sessions.</summary>
    public required int EnrolmentsPa { get; init; }

    /// <summary>Possible sessions of those.</summary>
    public required long PossiblePa { get; init; }

    /// <summary>Authorised absence of those.</summary>
    public required long AuthorisedPa { get; init; }

    /// <summary>Unauthorised absence of those.</summary>
    public required long UnauthorisedPa { get; init; }

    /// <summary>Absence sessions by register code.</summary>
    public required IReadOnlyDictionary<string, long> ByCode { get; init; }

    /// <summary>Authorised and unauthorised.</summary>
    public long Overall => Authorised + Unauthorised;
}
