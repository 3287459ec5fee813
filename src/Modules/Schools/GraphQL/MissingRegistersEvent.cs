using System.ComponentModel;

namespace Attendance.Schools.GraphQL;

[Description("The registers of today that are missing.")]
internal sealed record MissingRegistersEvent(
    [property: Description("Today.")] DateOnly Date,
    [property: Description("The registers, by school and half-day, with only the classes that are missing or partial.")]
        IReadOnlyList<SchoolRegister> Registers
);
