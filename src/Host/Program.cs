using Attendance.Host.Verbs;
using Spectre.Console.Cli;

// The verbs. The modules are listed in AttendanceHost.
var app = new CommandApp();
app.Configure(config =>
{
    config.SetApplicationName("Host");
    config.SetExceptionHandler((exception, _) => Complaint.Tell(exception));
    config.AddCommand<ServeVerb>("serve").WithDescription("Run the server.");
    config.AddCommand<ImportVerb>("import").WithDescription("Load a CSV file of schools, calendars or rolls.");
    config.AddCommand<ExportVerb>("export").WithDescription("The journal or the standings as CSV.");
    config.AddCommand<VerifyVerb>("verify").WithDescription("Recount everything from the journal and compare.");
    config.AddBranch(
        "report",
        report =>
        {
            report.SetDescription("Figures from the standings.");
            report.AddCommand<ReportAbsenceVerb>("absence").WithDescription("The published absence statistics of a school year.");
        }
    );
    config.AddBranch(
        "admin",
        admin =>
        {
            admin.SetDescription("Administrators of people and set-up.");
            admin.AddCommand<AdminCreateVerb>("create").WithDescription("Make an administrator and print the link to choose a password.");
        }
    );
    config.AddBranch(
        "audit",
        audit =>
        {
            audit.SetDescription("Who did what: is the record whole?");
            audit.AddCommand<AuditVerifyVerb>("verify").WithDescription("Recompute every chain and hold it against signed checkpoints.");
            audit.AddCommand<AuditCheckpointVerb>("checkpoint").WithDescription("Sign where every chain ends now.");
        }
    );
    config.AddBranch(
        "key",
        key =>
        {
            key.SetDescription("Bearer keys of schools' systems and of the authority's loader.");
            key.AddCommand<KeyCreateVerb>("create").WithDescription("Make a key and print it.");
            key.AddCommand<KeyListVerb>("list").WithDescription("Whose keys there are.");
            key.AddCommand<KeyRevokeVerb>("revoke").WithDescription("End a key.");
        }
    );
});
return await app.RunAsync(args);
