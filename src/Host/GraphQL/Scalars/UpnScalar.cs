using Attendance.SharedKernel;

namespace Attendance.Host.GraphQL.Scalars;

/// <summary>The number of a pupil.</summary>
internal sealed class UpnScalar : TextScalar<Upn>
{
    public UpnScalar()
    {
        Name = "Upn";
        Description = "A unique pupil number: a check letter and twelve characters. Personal data: send it by POST only.";
    }

    protected override bool TryRead(string text, out Upn value) => Upn.TryParse(text, out value);
}
