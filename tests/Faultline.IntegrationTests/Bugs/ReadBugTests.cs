namespace Faultline.IntegrationTests.Bugs;

/// <summary>A bug of reads alone, under real kills: it changes no verdict and is told beside it.</summary>
public sealed class ReadBugTests
{
    [Fact]
    public Task Reads_of_a_copy_that_lags_are_told_as_weak_and_blame_nobody() => BuggyShop.MustBeToldByWeakReadsAloneAsync("stale-read");
}
