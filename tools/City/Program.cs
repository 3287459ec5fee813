using Attendance.City;
using Attendance.City.Demo;
using Attendance.City.LookedAfter;
using Attendance.City.Replay;
using Spectre.Console.Cli;

var app = new CommandApp();
app.Configure(config =>
{
    config.SetApplicationName("city");
    config.PropagateExceptions();
    config.AddCommand<GenerateCommand>("generate").WithDescription("Makes the simulated city and recounts it against the published rows.");
    config.AddCommand<ReplayCommand>("replay").WithDescription("Loads the city into a running server and posts its year.");
    config
        .AddCommand<LookedAfterCommand>("lac")
        .WithDescription("Posts the year of a published row's looked-after children and compares the annual report with it.");
    config.AddCommand<DemoCommand>("demo").WithDescription("Shows a school day live on a server of its own.");
});
return await app.RunAsync(args);
