using Attendance.Access.Contracts;
using Attendance.SharedKernel;
using MediatR;

namespace Attendance.Schools.Contracts;

/// <summary>Writes an export line by line, header first. For the product's own verbs. Answers how many rows there were.</summary>
public sealed record ExportCsv(Caller Caller, ExportKind Kind, Action<string> WriteLine) : IRequest<Result<long>>;

/// <summary>What can be exported as CSV.</summary>
public enum ExportKind
{
    /// <summary>Every journalled mark with its submission, school by school in the order of the journal. No names, no UPNs: children are ids.</summary>
    Journal,

    /// <summary>Every enrolment standing.</summary>
    Standings,
}
