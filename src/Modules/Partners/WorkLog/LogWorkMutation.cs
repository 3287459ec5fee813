using System.ComponentModel;
using Attendance.Access.Contracts;
using Attendance.Partners.Agreements;
using Attendance.Partners.Posts;
using Attendance.Partners.Support;
using Attendance.SharedKernel;
using Attendance.SharedKernel.Data;
using Attendance.SharedKernel.GraphQL;
using Attendance.SharedKernel.Time;
using IdAttribute = GraphQL.IdAttribute;

namespace Attendance.Partners.WorkLog;

/// <summary>Writing down work that names no child.</summary>
[MutationRoot]
internal sealed class LogWorkMutation(
    SupportDesk desk,
    IAuditTrail audit,
    IWriter writer,
    IFindSchool schools,
    SchoolPostBook posts,
    SchoolClock clock
)
{
    private const int MostPeople = 2000;

    [Description(
        "Somebody of an agency writes down work that names no child: what, where, and how many took part. A drop-in takes no words at all."
    )]
    [Cost(10)]
    public async Task<AgreementPayload?> LogWork(
        Caller caller,
        [Description("The work.")] LogWorkInput input,
        CancellationToken cancellation = default
    )
    {
        var agency = await desk.RequireAgencyAsync(caller, input.Agency, cancellation);
        var kind = WorkKind.All.FirstOrDefault(each => each.Id == input.Kind && each.Agency == agency.Id);
        var words = new Words();
        words.Check(kind is not null, "kind", "kind-unknown", "The agency does no such work.");
        words.Check(
            input.On <= clock.Today && input.On > clock.Today.AddYears(-1),
            "on",
            "date-invalid",
            "A day of the last year, today at the latest."
        );
        words.Check(input.People is >= 0 and <= MostPeople, "people", "count-invalid", $"0 to {MostPeople} people.");
        words.Check(kind?.AtSchool is not true || input.School is not null, "school", "school-missing", "Say at which school.");
        // A school for which the officer is not named reads like one that is not there.
        var own = (await posts.SchoolsOfAsync(caller.Person ?? 0, cancellation))[agency.Id];
        words.Check(
            input.School is not { } at
                || ((await schools.UnknownAsync([at], cancellation)).Count == 0 && (kind?.ByPost is not true || own.Contains(at))),
            "school",
            "school-unknown",
            "There is no such school."
        );
        var area = words.May("area", input.Area, 100) ?? "";
        words.Check(area.Length > 0 || input.School is not null, "area", "text-missing", "Say where: a school or a neighbourhood.");
        var silent = kind?.NoWords is true;
        words.Check(
            !silent || (string.IsNullOrWhiteSpace(input.Topic) && string.IsNullOrWhiteSpace(input.Words)),
            "words",
            "words-refused",
            "A confidential drop-in is counted and nothing else: write no words."
        );
        var topic = silent ? "" : words.Need("topic", input.Topic, 100);
        var said = words.May("words", input.Words, 1000) ?? "";
        if (words.Error is { } error)
            return AgreementPayload.Of(error);
        var work = new WorkDone(
            GrowingNumber.Next(TimeProvider.System),
            kind!,
            agency.Id,
            input.School,
            area,
            input.On,
            topic,
            input.People,
            said,
            caller.Name,
            clock.Now
        );
        await audit.ChangingAsync(caller, nameof(LogWork), $"work/{work.Id}", kind!.Name, cancellation);
        await writer.Run(transaction => WorkBook.AddAsync(transaction, work), cancellation);
        return new AgreementPayload($"{work.Id}", []);
    }
}

[Description("Work that names no child.")]
internal sealed record LogWorkInput(
    [property: Description("The caller's agency, by its short name."), Id] string Agency,
    [property: Description("The kind, by its short name."), Id] string Kind,
    [property: Description("The day.")] DateOnly On,
    [property: Description("How many people took part, at most 2,000.")] int People,
    [property: Description("The school where it was done.")] Laestab? School = null,
    [property: Description("The neighbourhood, at most 100 characters; needed where there is no school.")] string? Area = null,
    [property: Description("What it was about, 1 to 100 characters.")] string? Topic = null,
    [property: Description("More of it, at most 1,000 characters, without anybody's name.")] string? Words = null
);
