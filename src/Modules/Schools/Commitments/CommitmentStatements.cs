using System.Text.Json;

namespace Attendance.Schools.Commitments;

/// <summary>What is signed up to, as the strategy words it: embedded <c>commitments.json</c>. A new wording is a new version.</summary>
internal sealed record CommitmentStatements(int Version, string Source, IReadOnlyList<CommitmentStatement> Statements)
{
    /// <summary>The statements in force.</summary>
    public static CommitmentStatements Current { get; } = Load();

    private static CommitmentStatements Load()
    {
        using var stream =
            typeof(CommitmentStatements).Assembly.GetManifestResourceStream("Attendance.Schools.Data.Reference.commitments.json")
            ?? throw new InvalidOperationException("commitments.json is not embedded.");
        return JsonSerializer.Deserialize<CommitmentStatements>(stream, JsonSerializerOptions.Web)
            ?? throw new InvalidOperationException("commitments.json is empty.");
    }
}

/// <summary>One statement.</summary>
internal sealed record CommitmentStatement(string Id, string Text);
