using Attendance.Schools.Contracts;
using Attendance.SharedKernel;

namespace Attendance.Schools.Rolls;

/// <summary>A roll line whose every value is right in itself. <paramref name="Row"/>: its place in the input (JSON: from 0; file: the line).</summary>
internal sealed record RollEntry(
    int Row,
    Upn Upn,
    IReadOnlyList<Upn> FormerUpns,
    string GivenName,
    string FamilyName,
    DateOnly BirthDate,
    char Sex,
    DateOnly EntryDate,
    DateOnly? LeavingDate,
    EnrolmentStatus Status,
    bool Boarder,
    string YearGroup,
    string? Group,
    DateOnly? GroupFrom,
    IReadOnlyList<Upn>? Siblings,
    IReadOnlyList<PupilContact>? Contacts,
    IReadOnlyList<MarkerSpan>? Markers
);

/// <summary>A person with a tie to a child.</summary>
internal sealed record PupilContact(string Name, string Relationship, bool ParentalResponsibility, string? Phone, string? Email);

/// <summary>A marker's span: from the first to the last day, both included; null: still.</summary>
internal sealed record MarkerSpan(string Kind, string Source, DateOnly From, DateOnly? To, string? Detail);
