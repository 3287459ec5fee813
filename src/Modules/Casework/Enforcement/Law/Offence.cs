using System.ComponentModel;
using GraphQL;

namespace Attendance.Casework.Enforcement.Law;

/// <summary>The offences that the authority prosecutes here.</summary>
[Description("An offence that the authority prosecutes.")]
[Name("Offence")]
internal enum Offence
{
    [Description("Education Act 1996 s444(1): the child fails to attend regularly. Strict liability.")]
    FailsToAttend,

    [Description("Education Act 1996 s444(1A): the parent knows, and fails to cause attendance.")]
    KnowinglyFailsToAttend,

    [Description("Education Act 1996 s443: a school attendance order is not complied with.")]
    BreachOfAttendanceOrder,

    [Description("Children Act 1989, schedule 3, paragraph 18: directions under a supervision order are persistently not followed.")]
    BreachOfSupervisionOrder,

    [Description("Crime and Disorder Act 1998 s9(7): a parenting order is not complied with.")]
    BreachOfParentingOrder,
}

/// <summary>The section and the greatest penalty of an offence. Pounds; months of custody. Source: RULES 6.1, levels of the Criminal Justice Act 1982 as of October 1992.</summary>
internal sealed record OffenceLaw(Offence Offence, string Section, string Words, DateOnly From, decimal MostFine, int MostCustodyMonths)
{
    private const decimal LevelThree = 1000;
    private const decimal LevelFour = 2500;
    private static readonly DateOnly Levels = new(1992, 10, 1);

    private static readonly Dictionary<Offence, OffenceLaw> Table = new OffenceLaw[]
    {
        new(Offence.FailsToAttend, "Education Act 1996 s444(1)", "failed to attend school regularly", new(1996, 11, 1), LevelThree, 0),
        new(
            Offence.KnowinglyFailsToAttend,
            "Education Act 1996 s444(1A)",
            "failed to attend school regularly, which the parent knew and did not cause the child to do",
            new(2001, 3, 1),
            LevelFour,
            3
        ),
        new(
            Offence.BreachOfAttendanceOrder,
            "Education Act 1996 s443",
            "a school attendance order was not complied with",
            new(1996, 11, 1),
            LevelThree,
            0
        ),
        new(
            Offence.BreachOfSupervisionOrder,
            "Children Act 1989 sch 3 para 18",
            "directions under an education supervision order were persistently not followed",
            Levels,
            LevelThree,
            0
        ),
        new(
            Offence.BreachOfParentingOrder,
            "Crime and Disorder Act 1998 s9(7)",
            "a parenting order was not complied with",
            new(1998, 9, 30),
            LevelThree,
            0
        ),
    }.ToDictionary(row => row.Offence);

    /// <summary>The law of an offence.</summary>
    public static OffenceLaw Of(Offence offence) => Table[offence];

    /// <summary>What is wrong with a sentence; null when it is within the maximum. A warning, not a refusal: the court decides what it decides.</summary>
    public string? Exceeds(decimal fine, int custodyMonths) =>
        fine > MostFine ? $"A fine of £{fine:0} is above the maximum of £{MostFine:0} for {Section}."
        : custodyMonths > MostCustodyMonths
            ? MostCustodyMonths == 0 ? $"{Section} has no custody."
                : $"{custodyMonths} months are above the maximum of {MostCustodyMonths} months for {Section}."
        : null;
}
