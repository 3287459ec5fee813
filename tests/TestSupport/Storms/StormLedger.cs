using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Attendance.SharedKernel;

namespace Attendance.TestSupport.Storms;

/// <summary>
/// One client's own file of what it tried and what it was answered, outside the system under test: a line is on the disk before the try is made, and
/// before an answer is believed.
/// </summary>
internal sealed class StormLedger(string path) : IDisposable
{
    private readonly FileStream _file = new(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read);

    /// <summary>A post is about to be sent.</summary>
    public void Try(StormPost post) =>
        Write(
            new StormLine
            {
                Key = post.Key,
                School = post.School.Value,
                Session = post.Session.ToString(),
                Hash = post.Hash,
                Marks = [.. post.Marks.Select(mark => $"{mark.Upn} {mark.Code}")],
            }
        );

    /// <summary>What it was answered.</summary>
    public void Answer(StormPost post, int status, byte[] body) =>
        Write(
            new StormLine
            {
                Key = post.Key,
                School = post.School.Value,
                Hash = post.Hash,
                Status = status,
                Receipt = JsonDocument.Parse(body).RootElement.GetProperty("receipt").GetString(),
                Body = Convert.ToHexString(SHA256.HashData(body)),
            }
        );

    public void Dispose() => _file.Dispose();

    /// <summary>Every line of the files in a folder.</summary>
    public static IEnumerable<StormLine> Read(string folder) =>
        Directory
            .EnumerateFiles(folder, "*.jsonl")
            .SelectMany(File.ReadLines)
            .Select(line => JsonSerializer.Deserialize<StormLine>(line) ?? throw new JsonException("An empty line in a ledger."));

    private void Write(StormLine line)
    {
        _file.Write(JsonSerializer.SerializeToUtf8Bytes(line));
        _file.WriteByte((byte)'\n');
        _file.Flush(flushToDisk: true);
    }
}

/// <summary>A line of a ledger: a try has marks, an answer has a status.</summary>
internal sealed record StormLine
{
    public string? Key { get; init; }
    public int School { get; init; }
    public string Session { get; init; } = "";
    public string Hash { get; init; } = "";
    public string[]? Marks { get; init; }
    public int? Status { get; init; }
    public string? Receipt { get; init; }
    public string? Body { get; init; }
}

/// <summary>A post as it is sent, each time with the same bytes.</summary>
internal sealed record StormPost(
    Laestab School,
    SessionKey Session,
    string? Key,
    IReadOnlyList<(string Upn, string Code)> Marks,
    byte[] Bytes
)
{
    /// <summary>The digest that the journal keeps of session and body.</summary>
    public string Hash { get; } = Convert.ToHexString(SHA256.HashData([.. Encoding.UTF8.GetBytes(Session.ToString()), .. Bytes]));

    public string Path => $"/api/v1/schools/{School}/registers/{Session.Date:yyyy-MM-dd}/{Session.Half}";
}
