using Xunit;

namespace Attendance.Host.Tests.GraphQL;

/// <summary>Tests of short time limits, one after the other and beside nothing else: a busy machine would reach the limits first.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class LibraryTests : ICollectionFixture<LibraryHost>;
