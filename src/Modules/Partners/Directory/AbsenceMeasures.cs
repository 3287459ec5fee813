namespace Attendance.Partners.Directory;

/// <summary>Attendance and absence of all schools, and of the schools of the Behaviour Improvement Programme.</summary>
internal sealed class AbsenceMeasures(AbsenceFigures absence, ProgrammeBook programmes) : IOutcomeMeasures
{
    private const string Bip = "bip";

    public IReadOnlyDictionary<string, CountOutcome> Measures =>
        new Dictionary<string, CountOutcome>
        {
            ["attendance"] = async (_, _) => Attended("Attendance of all schools this year", await absence.SumAsync(absence.Year)),
            ["authorised"] = async (_, _) =>
                Missed("Authorised absence of all schools this year", await absence.SumAsync(absence.Year), sums => sums.Authorised),
            ["unauthorised"] = async (_, _) =>
                Missed("Unauthorised absence of all schools this year", await absence.SumAsync(absence.Year), sums => sums.Unauthorised),
            ["bip-attendance"] = async (_, cancellation) =>
                Attended("Attendance of the programme's schools this year", await BipAsync(cancellation)),
            ["bip-unauthorised"] = async (_, cancellation) =>
                Missed(
                    "Unauthorised absence of the programme's schools this year",
                    await BipAsync(cancellation),
                    sums => sums.Unauthorised
                ),
        };

    private async Task<AbsenceSums> BipAsync(CancellationToken cancellation) =>
        await absence.SumAsync(absence.Year, (await programmes.ListAsync(cancellation)).Single(programme => programme.Id == Bip).Schools);

    private static OutcomeFigure Attended(string name, AbsenceSums sums) =>
        Missed(name, sums, all => all.Possible - all.Authorised - all.Unauthorised);

    private static OutcomeFigure Missed(string name, AbsenceSums sums, Func<AbsenceSums, long> count) =>
        sums.IsHidden ? OutcomeFigure.Unsaid(name) : OutcomeFigure.Of(name, count(sums), sums.Possible);
}
