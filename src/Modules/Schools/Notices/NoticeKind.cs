using System.ComponentModel;

namespace Attendance.Schools.Notices;

/// <summary>What a notice is about. Stored by name, so a name never changes.</summary>
[Description("What a notice is about.")]
internal enum NoticeKind
{
    /// <summary>A flag of concern or action that opened, or got worse.</summary>
    [Description("A flag of concern or action opened, or got worse.")]
    Flag,

    /// <summary>A correction that somebody proposed to the school.</summary>
    [Description("Somebody proposed a correction to the school.")]
    Proposal,

    /// <summary>What a school answered to a correction that the person proposed.</summary>
    [Description("A school answered a correction that one proposed.")]
    Answer,

    /// <summary>A register that closed without a mark for every child.</summary>
    [Description("A register of the school closed without a mark for every child.")]
    Register,

    /// <summary>A rule's figure that two people agreed to change.</summary>
    [Description("A rule of early identification was changed.")]
    Rule,

    /// <summary>A message in a case that mentions a role of the person.</summary>
    [Description("A message in a case mentions a role that one has.")]
    Message,

    /// <summary>A referral between the authority and an agency that was not answered in time.</summary>
    [Description("A referral between the authority and an agency was not answered in time.")]
    Referral,

    /// <summary>Something about a child that an agreement shares with the person's agency.</summary>
    [Description("Something came up with a child that an agreement shares with one's agency.")]
    Shared,

    /// <summary>A partner agency asks the school to a meeting, or tells it of a child who comes.</summary>
    [Description("An agency asks the school to a meeting, or tells it of a child who comes.")]
    Agency,

    /// <summary>A question about a mark, a flag or a figure that the person answers, or the answer to one that the person asked.</summary>
    [Description("Somebody asks about a mark, a flag or a figure that one answers for, or what one asked was answered.")]
    Enquiry,

    /// <summary>A school whose visit by school improvement is overdue.</summary>
    [Description("A visit to a school is overdue.")]
    Visit,
}

/// <summary>How a person hears of a kind. Stored by name.</summary>
[Description("How somebody hears of a kind of notice.")]
internal enum NoticeDelivery
{
    /// <summary>At once, at the bell of every page.</summary>
    [Description("At once, at the bell of every page.")]
    Page,

    /// <summary>Once a day, counted, in a message; not at the bell.</summary>
    [Description("Once a day, counted, in a message; not at the bell.")]
    Digest,

    /// <summary>Not at all.</summary>
    [Description("Not at all.")]
    Off,
}
