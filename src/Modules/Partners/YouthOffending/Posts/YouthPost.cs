using System.ComponentModel;

namespace Attendance.Partners.YouthOffending.Posts;

/// <summary>
/// What a person does in the youth offending service: the roles of the strategy's table (lines 473 to 555). Its victim support co-ordinator stands there twice (lines 521 to 531), the first time with the words of the
/// parent support co-ordinator: here it is one post, and parenting work is recorded in the one way that it has for everybody. Stored by name.
/// </summary>
[Description("What somebody does in the youth offending service.")]
internal enum YouthPost
{
    [Description("Case manager.")]
    CaseManager,

    [Description("Together on Prevention team.")]
    PreventionWorker,

    [Description("Speech and language therapist.")]
    SpeechTherapist,

    [Description("Substance misuse and alcohol worker.")]
    SubstanceWorker,

    [Description("Parent support co-ordinator.")]
    ParentSupport,

    [Description("PAYP key worker.")]
    PaypKeyWorker,

    [Description("Victim support co-ordinator.")]
    VictimSupport,

    [Description("Mentor co-ordinator.")]
    MentorCoordinator,

    [Description("Link learning mentor of a secure setting.")]
    LinkMentor,

    [Description("Health worker.")]
    HealthWorker,

    [Description("Operational manager, education, training, employment and prevention.")]
    OperationalManager,
}

/// <summary>Kinds of work of the service in the product, that a post opens or does not. What an agreement shares is seen by all of its people.</summary>
internal enum YouthWork
{
    /// <summary>Orders and contracts with their attendance conditions, and what is to be done because of them.</summary>
    Orders,

    /// <summary>The way from custody to a school, and meetings to plan it.</summary>
    Transitions,

    /// <summary>Assessments of need, with the offence.</summary>
    Assessments,

    /// <summary>Alternative placements.</summary>
    Placements,

    /// <summary>Volunteer mentors and their matches.</summary>
    Mentors,

    /// <summary>The manager's board.</summary>
    Board,
}

/// <summary>Which post does which work: one table.</summary>
internal static class PostRights
{
    /// <summary>What a post opens. Null, a person whose post nobody said: everything but the board.</summary>
    public static IReadOnlySet<YouthWork> Of(YouthPost? post) =>
        post switch
        {
            YouthPost.CaseManager => Set(YouthWork.Orders, YouthWork.Transitions, YouthWork.Assessments),
            YouthPost.LinkMentor => Set(YouthWork.Transitions),
            YouthPost.PaypKeyWorker => Set(YouthWork.Placements),
            YouthPost.MentorCoordinator => Set(YouthWork.Mentors),
            YouthPost.OperationalManager => Set(Enum.GetValues<YouthWork>()),
            // Their work is support, which is recorded the same way for every agency.
            YouthPost.PreventionWorker
            or YouthPost.SpeechTherapist
            or YouthPost.SubstanceWorker
            or YouthPost.ParentSupport
            or YouthPost.VictimSupport
            or YouthPost.HealthWorker => Set(),
            null => Set([.. Enum.GetValues<YouthWork>().Where(work => work is not YouthWork.Board)]),
        };

    private static HashSet<YouthWork> Set(params YouthWork[] works) => [.. works];
}
