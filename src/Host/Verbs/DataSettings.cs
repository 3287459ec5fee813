using System.ComponentModel;
using Spectre.Console.Cli;

namespace Attendance.Host.Verbs;

/// <summary>What every verb takes: which database.</summary>
internal class DataSettings : CommandSettings
{
    [CommandOption("--data <DIR>")]
    [Description("Folder of the database files. Default: Database:DataDirectory of the configuration, else \"data\".")]
    public string? Data { get; init; }

    public virtual HostOptions ToOptions() => new() { DataDirectory = Data, LogLevel = LogLevel.Warning };
}
