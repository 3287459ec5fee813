using Xunit;

namespace Attendance.Host.Tests.Pages;

/// <summary>The tests of pages of those who work with families: a city and a browser of their own, so that they run beside the others.</summary>
[CollectionDefinition]
public sealed class TeamPageTests : ICollectionFixture<PagesCity>;
