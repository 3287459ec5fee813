using Attendance.Bench;
using Attendance.Bench.Servers;

// The servers that are measured are child processes of this same program, so that their CPU is their own: "child NAME PROVIDER CONNECTION FOLDER".
if (args is ["child", var name, var provider, var connection, var folder])
    return await ChildMain.RunAsync(name, provider, connection, folder);
if (BenchOptions.Parse(args) is not { } options)
    return 2;
return await BenchRun.RunAsync(options);
