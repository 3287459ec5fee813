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
            Role.AttendanceLead or Role.HeadTeacher => "School today, and the school's pupils",
            Role.LocalityManager => "The pupils of the team's schools, and missing registers",
            Role.Governor => "The school's figures and its missing registers; no child",
            Role.SchoolImprovement => "Figures by school and phase; no child",
            Role.Administrator => "People and invitations; the audit without children",
            _ => "Signs in; what it sees comes with a case, a placement or an agreement",
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
