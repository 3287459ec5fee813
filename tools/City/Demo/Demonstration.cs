using System.Text.RegularExpressions;
using Attendance.Access.Contracts;

namespace Attendance.City.Demo;

/// <summary>What the sign-in page of the demonstration lists: the accounts, and what each is good to look at.</summary>
internal sealed partial class Demonstration(DateOnly day, string school, string group) : IDemonstration
{
    private volatile IReadOnlyList<DemonstrationAccount> _accounts = [];

    public string Story =>
        $"It is {day:dddd d MMMM yyyy} in a simulated city. Its schools post their registers while you look. "
        + $"Class {group} of {school} is left for you to take by hand.";

    public IReadOnlyList<DemonstrationAccount> Accounts => _accounts;

    /// <summary>Lists the accounts, those with pages of their own first.</summary>
    public void Show(IReadOnlyList<DemoAccount> accounts) =>
        _accounts = [
            .. accounts
                .OrderBy(account => account.Role is Role.WelfareOfficer or Role.SchoolOffice or Role.AttendanceLeader ? 0 : 1)
                .Select(account => new DemonstrationAccount(Title(account.Role), Look(account.Role), account.Email, account.Password)),
        ];

    private string Look(Role role) =>
        role switch
        {
            Role.WelfareOfficer => "My pupils: flags arrive while the city posts, each with the half-days that it rests on",
            Role.SchoolOffice => $"School today: take the register of class {group} by hand",
            Role.AttendanceLeader => "Authority today: registers in and missing, marks a minute, attendance so far",
            Role.AttendanceLead or Role.HeadTeacher =>
                "School today, the school's pupils, keys of its systems, and (the head) signing up to the commitments",
            Role.LocalityManager => "The board of the North team, its schools' pupils, and missing registers",
            Role.Parent => "My children: the own child's marks, what they mean, and the totals",
            Role.Legal or Role.ResidentialWorker or Role.FosterWorker => "One child, because of a case or a placement",
            Role.Governor => "The school's figures and its missing registers; no child",
            Role.SchoolImprovement => "Figures by school and phase; no child",
            Role.Administrator => "People and invitations; the audit without children",
            Role.LacManager or Role.ReviewingOfficer => "Looked-after children",
            Role.ElectedMember => "Published figures, by the API",
            _ => "Shared children: what an agreement opens to the agency, and until when",
        };

    /// <summary>"WelfareOfficer" is "Welfare officer".</summary>
    private static string Title(Role role)
    {
        var words = Words().Replace(role.ToString(), match => " " + match.Value.ToLowerInvariant());
        return role is Role.WelfareOfficer ? "Key worker" : words;
    }

    [GeneratedRegex("(?<=.)[A-Z]")]
    private static partial Regex Words();
}
