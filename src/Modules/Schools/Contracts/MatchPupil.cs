using MediatR;

namespace Attendance.Schools.Contracts;

/// <summary>
/// Looks for one child by given name, family name and birth date, all three whole, upper and lower case alike. Null when there is none, and when there are several: nobody is
/// given a choice of children. The module that asks has judged the caller by another live reason than a relationship (an authorised sweep). The child is noted for the audit.
/// Source: PROMISES 4.
/// </summary>
public sealed record MatchPupil(string GivenName, string FamilyName, DateOnly BirthDate) : IRequest<PupilAtSchool?>;
