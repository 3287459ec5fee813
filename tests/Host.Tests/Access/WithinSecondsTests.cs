using Xunit;

namespace Attendance.Host.Tests.Access;

/// <summary>
/// Tests of what must hold within seconds of real time on another Host or in another process. They run one after the other and beside nothing else, so that a limit
/// that is missed is the product's.
/// </summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class WithinSecondsTests;
