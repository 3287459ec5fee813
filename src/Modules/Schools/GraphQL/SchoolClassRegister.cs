using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Schools.Contracts;
using Attendance.Schools.Registers;
using Attendance.Schools.Rolls;
using Attendance.SharedKernel;
using Attendance.SharedKernel.GraphQL;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Schools.GraphQL;

/// <summary>A register as the person sees it who takes it by hand.</summary>
[Extends(typeof(SchoolNode))]
internal sealed class SchoolClassRegister(IPolicy policy, RegisterReader registers, RollReader rolls)
{
    [Description(
        "The register of one half-day to be taken or corrected by hand: the children due, by family name, with the marks in force. Null when the calendar has no such session. For those who may post it."
    )]
    [Cost(20)]
    public async Task<ClassRegister?> ClassRegister(
        SchoolNode school,
        Caller caller,
        [Description("The school's local date.")] DateOnly date,
        [Description("Morning or afternoon.")] HalfDay half,
        [Description("Only this class; the whole school when left out.")] string? group = null,
        CancellationToken cancellation = default
    )
    {
        if (!await policy.MayAsync(caller, Act.PostRegister, GrantTarget.Of(school.Laestab), cancellation: cancellation))
            throw Refusal.NotFound();
        if (await registers.ReadAsync(school.Laestab, new SessionKey(date, half), caller, cancellation) is not { } view)
            return null;
        var roll = await rolls.LoadAsync(school.Laestab, knownAt: null, cancellation);
        var ids = roll!.Pupils.ToDictionary(pupil => pupil.Upn.Value, pupil => pupil.Id, StringComparer.Ordinal);
        var marks = view.Marks.Where(mark => group is null || mark.Group == group).ToList();
        var names = await rolls.LoadPupilsAsync(marks.ConvertAll(mark => ids[mark.Upn]), knownAt: null, cancellation);
        return new ClassRegister(
            view.Version.ToString(),
            view.Closed,
            [
                .. marks
                    .Where(mark => names.ContainsKey(ids[mark.Upn]))
                    .Select(mark => ClassRegisterLine.Of(mark, names[ids[mark.Upn]]))
                    .OrderBy(line => line.FamilyName, StringComparer.OrdinalIgnoreCase)
                    .ThenBy(line => line.GivenName, StringComparer.OrdinalIgnoreCase)
                    .ThenBy(line => line.Id, StringComparer.Ordinal),
            ],
            [
                .. AttendanceCode
                    .All.Where(code => !code.IsBefore(date) && !code.IsWithdrawn(date))
                    .Select(code => RegisterCode.Of(code, date)),
            ]
        );
    }
}

[Description("A register of one half-day, child by child.")]
internal sealed record ClassRegister(
    [property: Description("The register's version, to be sent as If-Match.")] string Version,
    [property: Description("True when the time for taking it is over.")] bool Closed,
    [property: Description("The children due, by family name, and those with a mark.")] IReadOnlyList<ClassRegisterLine> Lines,
    [property: Description("The codes that may be given on the date.")] IReadOnlyList<RegisterCode> Codes
);

[Description("A child in a register.")]
internal sealed record ClassRegisterLine(
    [property: Id, Description("The child's identity in this system.")] string Id,
    [property: Description("The child's present unique pupil number.")] Upn Upn,
    [property: Description("Given name.")] string GivenName,
    [property: Description("Family name.")] string FamilyName,
    [property: Description("The class, where the roll names one.")] string? Group,
    [property: Description("The code in force; null when there is no mark yet.")] string? Code,
    [property: Description("Minutes late, where given.")] int? MinutesLate,
    [property: Description("How many marks were recorded for the child in this session.")] int Recorded
)
{
    public static ClassRegisterLine Of(RegisterMark mark, PupilRecord record) =>
        new(
            record.Id.ToString(),
            Upn.Parse(mark.Upn),
            record.GivenName,
            record.FamilyName,
            mark.Group,
            mark.Code,
            mark.MinutesLate,
            mark.History.Count
        );
}

[Description("A register code.")]
internal sealed record RegisterCode(
    [property: Description("One or two characters, as printed in a register.")] string Code,
    [property: Description("What it means, in plain words.")] string Meaning,
    [property: Description("How it counts at the date.")] MarkClass CountsAs
)
{
    public static RegisterCode Of(AttendanceCode code, DateOnly date) => new(code.Text, code.Label, code.ClassOn(date));
}
