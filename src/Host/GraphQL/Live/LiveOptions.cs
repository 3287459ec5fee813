namespace Attendance.Host.GraphQL.Live;

/// <summary>
/// What one long connection may hold and how it is watched. Section "GraphQL:Live" of the configuration. Source of the figures: PROMISES 3c and I-17, unless said.
/// </summary>
internal sealed class LiveOptions
{
    /// <summary>How long a socket may stay silent before it says connection_init. Default 5 seconds; then it is closed with 4408.</summary>
    public TimeSpan InitTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Operations under way on one socket. Default 100: the busiest page has about five. One more closes it with 4429.</summary>
    public int MaxOperations { get; set; } = 100;

    /// <summary>Long connections of one caller. Default 300: a key of a large display system, far above a person's tabs. One more is refused with 429.</summary>
    public int MaxConnections { get; set; } = 300;

    /// <summary>Bytes of one message from a client. Default 128 KiB; a larger one closes the socket with 1009.</summary>
    public int MaxMessageBytes { get; set; } = 128 * 1024;

    /// <summary>How often the credential is judged when nothing happens. Default 1 second, so that an end bites within two on every Host.</summary>
    public TimeSpan JudgeEvery { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long one message may take to leave. Default 10 seconds: who reads slower is closed and comes back with a resume token.</summary>
    public TimeSpan SendTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Events of one subscription that were made and not sent. Default 64: with some 2 KB each, memory stays flat.</summary>
    public int MaxPending { get; set; } = 64;
}
