namespace Faultline.IntegrationTests.Foreign;

/// <summary>A shop that hands out an id twice: what the two orders touch can prove nothing else.</summary>
public sealed class IdsGivenTwiceTests
{
    private const string IdGivenTwice = "id-given-twice";

    [Fact]
    public async Task Under_load_it_is_told_and_no_other_order_is_blamed()
    {
        await using var shop = await ForeignShop.StartAsync(new GivesIdsTwice());

        var run = await ForeignRun.StressAsync(shop, "visible");

        run.MustBeInconsistent(IdGivenTwice);
        run.MustBlameOnly(shop.Wronged);
    }

    [Fact]
    public async Task In_the_consistency_test_it_is_told_and_ends_in_a_verdict()
    {
        await using var shop = await ForeignShop.StartAsync(new GivesIdsTwice());

        var run = await ForeignRun.ConsistencyAsync(shop);

        run.MustBeInconsistent(IdGivenTwice);
    }
}
