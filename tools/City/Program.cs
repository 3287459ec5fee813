using Attendance.City;
using Spectre.Console.Cli;

var app = new CommandApp();
app.Configure(config =>
{
    config.SetApplicationName("city");
    config.PropagateExceptions();
    config.AddCommand<GenerateCommand>("generate").WithDescription("Makes the simulated city and recounts it against the published rows.");
});
return await app.RunAsync(args);
