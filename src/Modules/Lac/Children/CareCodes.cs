namespace Attendance.Lac.Children;

/// <summary>
/// Codes of the children looked after return. Source: DfE, SSDA903 guide to the data items (legal status; placement type), 2006/07 and 2023/24 lists together, because
/// old episodes keep their codes.
/// </summary>
internal static class CareCodes
{
    /// <summary>Placed with its own parents, or somebody with parental responsibility: the parent answers for attendance.</summary>
    public const string WithParents = "P1";

    private static readonly HashSet<string> LegalStatuses = new(StringComparer.Ordinal)
    {
        "C1",
        "C2",
        "D1",
        "E1",
        "J1",
        "J2",
        "J3",
        "L1",
        "L2",
        "L3",
        "V2",
        "V3",
        "V4",
    };

    private static readonly HashSet<string> Placements = new(StringComparer.Ordinal)
    {
        "A3",
        "A4",
        "A5",
        "A6",
        "F1",
        "F2",
        "F3",
        "F4",
        "F5",
        "F6",
        "H1",
        "H2",
        "H3",
        "H4",
        "H5",
        "K1",
        "K2",
        "M2",
        "M3",
        "P1",
        "P2",
        "P3",
        "Q1",
        "Q2",
        "R1",
        "R2",
        "R3",
        "R5",
        "S1",
        "T0",
        "T1",
        "T2",
        "T3",
        "T4",
        "U1",
        "U2",
        "U3",
        "U4",
        "U5",
        "U6",
        "Z1",
    };

    /// <summary>True for a code of legal status.</summary>
    public static bool IsLegalStatus(string? code) => code is not null && LegalStatuses.Contains(code);

    /// <summary>True for a code of placement.</summary>
    public static bool IsPlacement(string? code) => code is not null && Placements.Contains(code);

    /// <summary>True for a child with a foster carer.</summary>
    public static bool IsFostered(string code) => code[0] is 'F' or 'Q' or 'U';

    /// <summary>True for a home or hostel, where staff rather than a carer look after the child.</summary>
    public static bool IsResidential(string code) => code[0] is 'H' or 'K' or 'R' or 'S';
}
