namespace Attendance.Schools.Rolls;

/// <summary>
/// One child on one school's roll as a school's system or a file says it, not yet judged: everything is text, so that one bad line does not lose the
/// others. Null is "not said": siblings, contacts and markers that are not said stay as they are. An empty list of siblings or contacts clears it;
/// markers are added or changed by (kind, source, from), never dropped by silence.
/// </summary>
internal sealed record RollLine
{
    /// <summary>Finds the child, also as a former UPN.</summary>
    public string? Upn { get; init; }

    /// <summary>UPNs that the child had before; a child known under one of them is found and takes <see cref="Upn"/>.</summary>
    public IReadOnlyList<string>? FormerUpns { get; init; }
    public string? GivenName { get; init; }
    public string? FamilyName { get; init; }

    /// <summary>yyyy-MM-dd, as every date here.</summary>
    public string? BirthDate { get; init; }

    /// <summary>F, M or U (not known).</summary>
    public string? Sex { get; init; }

    /// <summary>The first day on roll; with the child it names the enrolment.</summary>
    public string? EntryDate { get; init; }

    /// <summary>The last day on roll.</summary>
    public string? LeavingDate { get; init; }

    /// <summary>C, M, S, F, O or G. Default C.</summary>
    public string? Status { get; init; }
    public bool? Boarder { get; init; }

    /// <summary>N1, N2, R, 1 to 14, X.</summary>
    public string? YearGroup { get; init; }

    /// <summary>The class or other registration group.</summary>
    public string? Group { get; init; }

    /// <summary>
    /// From which day the year group and the group count. Not said: a new year group counts from 1 September, a new group from today.
    /// </summary>
    public string? GroupFrom { get; init; }
    public IReadOnlyList<string>? Siblings { get; init; }
    public IReadOnlyList<ContactLine>? Contacts { get; init; }
    public IReadOnlyList<MarkerLine>? Markers { get; init; }
}

/// <summary>A person with a tie to the child.</summary>
internal sealed record ContactLine(
    string? Name = null,
    string? Relationship = null,
    bool? ParentalResponsibility = null,
    string? Phone = null,
    string? Email = null
);

/// <summary>A dated marker: kind, first and last day (null: still), who says so, and its value where the kind has one.</summary>
internal sealed record MarkerLine(
    string? Kind = null,
    string? From = null,
    string? To = null,
    string? Source = null,
    string? Detail = null
);
