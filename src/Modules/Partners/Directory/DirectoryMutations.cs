using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.GraphQL;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Partners.Directory;

/// <summary>The authority keeps the directory.</summary>
[MutationRoot]
internal sealed class DirectoryMutations(
    IPolicy policy,
    IAuditTrail audit,
    IWriter writer,
    AgencyBook agencies,
    ProgrammeBook programmes,
    IFindSchool schools
)
{
    private const int MostSchools = 200;
    private const int MostMoney = 100_000_000;

    [Description("Adds an agency, or changes what is said of one. The role of its people is set when it is added and stays.")]
    [Cost(10)]
    public async Task<DirectoryPayload?> SaveAgency(
        Caller caller,
        [Description("The agency.")] SaveAgencyInput input,
        CancellationToken cancellation = default
    )
    {
        await RequireAsync(caller, cancellation);
        var words = new Words();
        words.Check(Agency.IsId(input.Id), "id", "id-invalid", "Lower case letters, digits and single hyphens, at most 40.");
        words.Check(
            input.Role is null || PartnerRoles.All.Contains(input.Role.Value),
            "role",
            "role-invalid",
            "Not a role of a partner agency."
        );
        var agency = new Agency(
            input.Id,
            words.Need("name", input.Name, 100),
            input.Kind,
            input.Role,
            words.Need("about", input.About, 500),
            words.May("contact", input.Contact, 200),
            null
        );
        if (words.Error is { } error)
            return new DirectoryPayload(false, InputProblem.Of(error));
        await audit.ChangingAsync(caller, nameof(SaveAgency), $"agency/{agency.Id}", agency.Name, cancellation);
        await writer.Run(transaction => AgencyBook.SaveAsync(transaction, agency), cancellation);
        return new DirectoryPayload(true, []);
    }

    [Description("Adds a programme, a stream of money or an initiative, or changes one, with its schools.")]
    [Cost(10)]
    public async Task<DirectoryPayload?> SaveProgramme(
        Caller caller,
        [Description("The programme.")] SaveProgrammeInput input,
        CancellationToken cancellation = default
    )
    {
        await RequireAsync(caller, cancellation);
        var words = new Words();
        words.Check(Agency.IsId(input.Id), "id", "id-invalid", "Lower case letters, digits and single hyphens, at most 40.");
        words.Check(
            input.Until is null || input.From is null || input.Until >= input.From,
            "until",
            "until-before-from",
            "The last day is before the first."
        );
        words.Check(input.Money is null or (>= 0 and <= MostMoney), "money", "money-invalid", "0 to 100,000,000 pounds.");
        words.Check(input.Schools.Count <= MostSchools, "schools", "too-many", $"At most {MostSchools} schools.");
        var known = (await programmes.ListAsync(cancellation)).Select(programme => programme.Id).ToHashSet(StringComparer.Ordinal);
        words.Check(
            input.FundedBy is null || (input.FundedBy != input.Id && known.Contains(input.FundedBy)),
            "fundedBy",
            "programme-unknown",
            "There is no such programme."
        );
        words.Check(
            input.LeadAgency is null || await agencies.FindAsync(input.LeadAgency, cancellation) is not null,
            "leadAgency",
            "agency-unknown",
            "There is no such agency."
        );
        var unknown = input.Schools.Count > MostSchools ? [] : await schools.UnknownAsync(input.Schools, cancellation);
        words.Check(unknown.Count == 0, "schools", "school-unknown", "One of the numbers is no school's.");
        var programme = new Programme(
            input.Id,
            words.Need("name", input.Name, 100),
            input.Kind,
            words.Need("about", input.About, 500),
            input.FundedBy,
            input.LeadAgency,
            words.May("areas", input.Areas, 200) ?? "",
            input.From,
            input.Until,
            null,
            [.. input.Schools.Distinct()],
            input.Money
        );
        if (words.Error is { } error)
            return new DirectoryPayload(false, InputProblem.Of(error));
        await audit.ChangingAsync(caller, nameof(SaveProgramme), $"programme/{programme.Id}", programme.Name, cancellation);
        await writer.Run(transaction => ProgrammeBook.SaveAsync(transaction, programme), cancellation);
        return new DirectoryPayload(true, []);
    }

    private async Task RequireAsync(Caller caller, CancellationToken cancellation)
    {
        if (!await policy.MayAsync(caller, Act.RunPartners, GrantTarget.All, cancellation: cancellation))
            throw Refusal.NotFound();
    }
}

[Description("An agency as it is saved.")]
internal sealed record SaveAgencyInput(
    [property: Description("Its short name: lower case letters, digits and single hyphens, at most 40."), Id] string Id,
    [property: Description("Name, 1 to 100 characters.")] string Name,
    [property: Description("What it is.")] AgencyKind Kind,
    [property: Description("What it does, 1 to 500 characters.")] string About,
    [property: Description("The role that its people hold. Only when it is added.")] Role? Role = null,
    [property: Description("How it is reached at work, at most 200 characters.")] string? Contact = null
);

[Description("A programme as it is saved.")]
internal sealed record SaveProgrammeInput(
    [property: Description("Its short name: lower case letters, digits and single hyphens, at most 40."), Id] string Id,
    [property: Description("Name, 1 to 100 characters.")] string Name,
    [property: Description("What it is.")] ProgrammeKind Kind,
    [property: Description("What it does, 1 to 500 characters.")] string About,
    [property: Description("Its schools, all of them, at most 200.")] IReadOnlyList<Laestab> Schools,
    [property: Description("The programme whose money pays for it."), Id] string? FundedBy = null,
    [property: Description("The agency that leads."), Id] string? LeadAgency = null,
    [property: Description("Neighbourhoods, in words, at most 200 characters.")] string? Areas = null,
    [property: Description("First day.")] DateOnly? From = null,
    [property: Description("Last day.")] DateOnly? Until = null,
    [property: Description("What it was given, in pounds: 0 to 100,000,000.")] int? Money = null
);

[Description("What became of a change to the directory.")]
internal sealed record DirectoryPayload(
    [property: Description("True when it stands as it was sent.")] bool Saved,
    [property: Description("What is wrong with the input.")] IReadOnlyList<InputProblem> Problems
);
