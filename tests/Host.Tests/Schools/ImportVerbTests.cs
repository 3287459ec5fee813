using Attendance.SharedKernel;
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

    [Fact]
    public async Task The_yearly_return_of_looked_after_children_is_read_as_it_is_made()
    {
        var folder = Directory.CreateTempSubdirectory("attendance-import-");
        try
        {
            var file = Path.Combine(folder.FullName, "file.csv");
            var (ann, bob) = (TestSchool.UpnOf(Laestab.From(3551001), 1), TestSchool.UpnOf(Laestab.From(3551001), 2));
            await ImportAsync("schools", "laestab,name,phase\n3551001,St Ann's,primary\n", 0);
            await ImportAsync(
                "roll",
                "laestab,upn,given_name,family_name,birth_date,sex,entry_date,year_group\n"
                    + $"3551001,{ann},Ann,Archer,1997-05-05,F,2006-09-01,4\n3551001,{bob},Bob,Baker,1997-05-05,M,2006-09-01,4\n",
                0
            );
            // Ann moves on the day on which one placement ends and the next begins; a child without a UPN is no mistake.
            const string header = "CHILD,UPN,DECOM,RNE,LS,CIN,PLACE,DEC,REC,HOME_POST,UNIT\n";
            var rows =
                $"1,{ann},04/09/2006,S,C2,N1,U4,02/10/2006,X1,M5 1,\n1,{ann},02/10/2006,P,C2,N1,K2,,,M5 1,Oak House\n2,UN3,01/06/2006,S,V2,N1,U1,,,,\n";
            Assert.Equal("read 3, changed 2, unchanged 1, wrong 0", await ImportAsync("looked-after", header + rows, 0));
            Assert.Equal("read 3, changed 0, unchanged 3, wrong 0", await ImportAsync("looked-after", header + rows, 0));
            // Bob's first row overlaps the second; a code nobody knows; nobody's UPN.
            var wrong =
                $"3,{bob},2006-09-01,S,V2,N1,U4,2006-12-01,E4,,\n3,{bob},2006-10-01,S,V2,N1,U4,,,,\n4,{bob},2006-09-01,S,Q9,N1,U4,,,,\n"
                + $"5,{TestSchool.UpnOf(Laestab.From(3551001), 3)},2006-09-01,S,V2,N1,U4,,,,\n";
            Assert.Equal("", await ImportAsync("looked-after", header + wrong, Refused, "--strict"));
            Assert.Equal("read 4, changed 1, unchanged 0, wrong 3", await ImportAsync("looked-after", header + wrong, SomeWrong));

            async Task<string> ImportAsync(string kind, string text, int expected, params string[] more)
            {
                await File.WriteAllTextAsync(file, text);
                var output = await HostProcess.RunAsync(
                    new Dictionary<string, string?>(StringComparer.Ordinal),
                    ["import", kind, file, "--data", Path.Combine(folder.FullName, "data"), .. more],
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
