using System.ComponentModel;
using Attendance.SharedKernel;

namespace Attendance.Schools.GraphQL;

[Description("A mark to imagine.")]
internal sealed record WhatIfMark(
    [property: Description("The school's local date.")] DateOnly Date,
    [property: Description("Morning or afternoon.")] HalfDay Half,
    [property: Description("A register code, exactly as printed; null imagines that there is no mark.")] string? Code = null,
    [property: Description("The school; needed only when the child is on two rolls that day.")] Laestab? School = null
);
