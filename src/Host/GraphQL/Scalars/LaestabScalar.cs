using Attendance.SharedKernel;

namespace Attendance.Host.GraphQL.Scalars;

/// <summary>The number of a school.</summary>
internal sealed class LaestabScalar : TextScalar<Laestab>
{
    public LaestabScalar()
    {
        Name = "Laestab";
        Description = "The number of a school: three digits of the local authority, four of the establishment, \"3552007\".";
    }

    protected override bool TryRead(string text, out Laestab value) => Laestab.TryParse(text, out value);
}
