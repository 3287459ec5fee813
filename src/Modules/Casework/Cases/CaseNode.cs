using System.ComponentModel;
using Attendance.Schools.Contracts;
using Attendance.SharedKernel.GraphQL;
using GraphQL;
using GraphQL.DataLoader;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Casework.Cases;

/// <summary>A case in the GraphQL schema. Each step of the work extends it by its fields. Made only for a caller who may read the case.</summary>
[Description("A child's case: from a flag or referral to a child back in school.")]
[Name("Case")]
internal sealed class CaseNode(CaseFolder folder)
{
    /// <summary>The case as the caller may read it.</summary>
    [Ignore]
    public CaseFolder Folder => folder;

    [Id]
    [Description("The case's identity.")]
    public string Id => folder.File.Id.ToString();

    [Description("When it was opened.")]
    public DateOnly OpenedOn => folder.File.OpenedOn;

    [Description("When it was closed; null while it is open.")]
    public DateOnly? ClosedOn => folder.File.Status.ClosedOn;

    [Description("How far it has come.")]
    public CaseStage Stage => folder.File.Status.Stage;

    [Description("What is due, the earliest first.")]
    public IReadOnlyList<CaseDue> Due =>
        [
            .. folder
                .File.Status.Dues.Select(due => new CaseDue(due.Key, due.Value.Sentence, due.Value.On))
                .OrderBy(due => due.On)
                .ThenBy(due => due.Item, StringComparer.Ordinal),
        ];
}

/// <summary>The fields of a case that are read for many cases at once.</summary>
[Extends(typeof(CaseNode))]
internal sealed class CasePeople(CaseReads reads)
{
    [Description("The child; null when the caller's role does not show it.")]
    [Cost(1)]
    public IDataLoaderResult<PupilNode?> Pupil(CaseNode node) =>
        reads.Pupil(node.Folder.Caller, node.Folder.File.Pupil).Then(found => found?.Pupil);

    [Description("The school where the child is on roll today; null for none.")]
    [Cost(1)]
    public IDataLoaderResult<string?> SchoolName(CaseNode node) =>
        reads.Pupil(node.Folder.Caller, node.Folder.File.Pupil).Then(found => found?.SchoolName);

    [Description("The key worker who holds the case; null while it waits for one.")]
    [Cost(1)]
    public IDataLoaderResult<CaseWorker?> Worker(CaseNode node) => reads.Worker(node.Folder.File.Status.Worker);
}

[Description("Something due in a case.")]
internal sealed record CaseDue(
    [property: Description("What it is about, unique in the case (\"assessment\", \"review/2\").")] string Item,
    [property: Description("What is to be done, as a sentence without names.")] string Sentence,
    [property: Description("By when.")] DateOnly On
);

[Description("Somebody who holds cases.")]
[Name("KeyWorker")]
internal sealed record CaseWorker(
    [property: Description("The number of the person's record."), Id] string Id,
    [property: Description("Name.")] string Name
);

[Description("What became of a case.")]
internal sealed record CasePayload(
    [property: Description("The case as it is now; null when a problem kept it from being changed.")] CaseNode? Case,
    [property: Description("What is wrong with the input.")] IReadOnlyList<InputProblem> Problems
);
