namespace Attendance.Host.GraphQL.Live;

/// <summary>Why a socket is closed. Source: graphql-transport-ws, https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md, and RFC 6455.</summary>
internal enum SocketClose
{
    /// <summary>The Host stops: connect again.</summary>
    GoingAway = 1001,

    /// <summary>The message is larger than one may be.</summary>
    TooBig = 1009,

    /// <summary>The reader is too slow: connect again with the resume token.</summary>
    TooSlow = 1013,

    /// <summary>The message is none of the protocol's.</summary>
    BadRequest = 4400,

    /// <summary>An operation before connection_init was answered, or the credential's time is over: sign in again.</summary>
    Unauthorized = 4401,

    /// <summary>The credential ended or was revoked.</summary>
    Forbidden = 4403,

    /// <summary>The client speaks another subprotocol.</summary>
    WrongProtocol = 4406,

    /// <summary>No connection_init in time.</summary>
    InitTimeout = 4408,

    /// <summary>An operation's id is taken.</summary>
    DuplicateId = 4409,

    /// <summary>connection_init twice, or too many operations.</summary>
    TooMany = 4429,
}
