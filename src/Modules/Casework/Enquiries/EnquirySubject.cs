using System.ComponentModel;

namespace Attendance.Casework.Enquiries;

/// <summary>What an enquiry is about. Stored by name in lower case.</summary>
[Description("What an enquiry is about.")]
internal enum EnquirySubject
{
    [Description("A mark of a child's register.")]
    Mark,

    [Description("A flag of a child.")]
    Flag,

    [Description("A figure of a school.")]
    Figure,
}

/// <summary>Who answers an enquiry. Stored by name in lower case.</summary>
[Description("Who answers an enquiry.")]
internal enum EnquiryOwner
{
    [Description("The school whose mark or figure it is.")]
    School,

    [Description("The locality team that works with the flag.")]
    Team,
}
