using Faultline.Benches.Soak;

namespace Faultline.IntegrationTests.Soak;

/// <summary>A few rounds of the soak; the soak itself goes on for as long as one likes.</summary>
public sealed class CampaignTests
{
    // Of this seed healing after a killed run is killed too, and then a run together with its watchdog.
    private const int Seed = 1;
    private const int First = 11;
    private const int Count = 2;

    [Fact]
    public async Task After_kills_of_the_tool_and_of_all_who_heal_after_it_everything_is_as_it_was_and_the_books_balance()
    {
        var ct = TestContext.Current.CancellationToken;
        var told = new List<string>();
        var tally = new Tally();
        bool held;
        var stage = await Stage.SetAsync(docker: null, ct);
        await using (stage)
        {
            held = await new Campaign(stage, tally, told.Add).RunAsync(new SoakOptions { Seed = Seed, First = First, Count = Count }, ct);
        }

        Assert.True(held, string.Join('\n', told));
        Assert.Equal(Count, tally.Rounds);
        // Otherwise nothing was put to the test.
        Assert.True(tally.Attempted > 0, string.Join('\n', told));
        stage.Place.Delete();
    }
}
