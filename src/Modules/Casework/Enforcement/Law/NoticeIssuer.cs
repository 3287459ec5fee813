using System.ComponentModel;
using GraphQL;

namespace Attendance.Casework.Enforcement.Law;

/// <summary>
/// Who warned a parent, or issued a penalty notice. The law empowers all three; the authority keeps the record of each, so that nobody is noticed twice for one absence. Stored by name. Source: RULES 6.2
/// (issuers), the strategy's lines 889 to 891.
/// </summary>
[Description("Who warned a parent, or issued a penalty notice.")]
[Name("NoticeIssuer")]
internal enum NoticeIssuer
{
    [Description("An authorised officer of the authority.")]
    Authority,

    [Description("A head teacher, or a deputy whom the governing body authorised.")]
    Head,

    [Description("A constable, or a designated community support officer.")]
    Police,
}

/// <summary>Issuers in words.</summary>
internal static class NoticeIssuers
{
    /// <summary>As a sentence names it: "the police".</summary>
    public static string Told(this NoticeIssuer issuer) =>
        issuer switch
        {
            NoticeIssuer.Authority => "the authority",
            NoticeIssuer.Head => "the head teacher",
            NoticeIssuer.Police => "the police",
        };
}
