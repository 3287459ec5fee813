using Attendance.TestSupport;
using Xunit;

namespace Attendance.Host.Tests.Schools;

/// <summary>What a script that loads files sees of <c>import</c>: the counts, the wrong lines and the exit code.</summary>
public sealed class ImportVerbTests
{
    private const int Refused = 1;
    private const int SomeWrong = 3;

    [Fact]
    public async Task A_wrong_row_ends_with_three_and_the_others_are_stored_unless_strict_and_a_file_of_nonsense_is_refused()
    {
        var folder = Directory.CreateTempSubdirectory("attendance-import-");
        try
        {
            var file = Path.Combine(folder.FullName, "schools.csv");
            await File.WriteAllTextAsync(
                file,
                "laestab,name,phase,urn\n3551000,St Ann's,nursery,105001\n3551001,Other,primary,x\n3551002,Third,special,\n"
            );
            Assert.DoesNotContain("changed 2", await ImportAsync(file, Refused, "--strict"), StringComparison.Ordinal);
            Assert.Equal("read 3, changed 2, unchanged 0, wrong 1", await ImportAsync(file, SomeWrong));
            Assert.Equal("read 3, changed 0, unchanged 2, wrong 1", await ImportAsync(file, SomeWrong));

            await File.WriteAllTextAsync(file, "laestab,name,phase,urn\n3551001,Other,primary,\n");
            Assert.Equal("read 1, changed 1, unchanged 0, wrong 0", await ImportAsync(file, 0));
            await File.WriteAllTextAsync(file, "colour\nblue\n");
            Assert.Equal("", await ImportAsync(file, Refused));

            async Task<string> ImportAsync(string path, int expected, params string[] more)
            {
                var output = await HostProcess.RunAsync(
                    new Dictionary<string, string?>(StringComparer.Ordinal),
                    ["import", "schools", path, "--data", Path.Combine(folder.FullName, "data"), .. more],
                    expected
                );
                return output.TrimEnd().Split('\n')[^1];
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
