namespace Faultline.IntegrationTests.Foreign;

/// <summary>Answers that are written otherwise than expected: read where their meaning is plain, else told as what they are.</summary>
public sealed class AnswersTests
{
    [Theory]
    [InlineData(nameof(Spelling.ByteOrderMark))]
    [InlineData(nameof(Spelling.WholeFloats))]
    public async Task What_is_plain_is_read(string spelling)
    {
        await using var shop = await ForeignShop.StartAsync(Spell(spelling));

        var run = await ForeignRun.ConsistencyAsync(shop);

        run.MustBeConsistent();
    }

    [Theory]
    [InlineData(nameof(Spelling.NumbersAsText), "/find", "200", "is text, not a whole number")]
    [InlineData(nameof(Spelling.Gzip), "http://127.0.0.1", "200", "gzip")]
    [InlineData(nameof(Spelling.Utf16), "http://127.0.0.1", "200")]
    [InlineData(nameof(Spelling.EscapeCodes), "http://127.0.0.1", "200", "red")]
    public async Task What_cannot_be_used_is_told_with_its_address_and_with_what_came(string spelling, params string[] words)
    {
        await using var shop = await ForeignShop.StartAsync(Spell(spelling));

        var run = await ForeignRun.ConsistencyAsync(shop);

        run.MustSayThatItCannotBeUsed(words);
        Assert.DoesNotContain(new string('x', 201), run.Tool.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Items_that_are_objects_are_told()
    {
        await using var shop = await ForeignShop.StartAsync(Spelling.ItemsAsObjects());

        var run = await ForeignRun.StressAsync(shop, "visible");

        run.MustSayThatItCannotBeUsed("/orders/find/", "item_id");
    }

    [Fact]
    public async Task A_redirect_is_told_with_its_target()
    {
        await using var shop = await ForeignShop.StartAsync(new Redirects());

        var run = await ForeignRun.ConsistencyAsync(shop);

        run.MustSayThatItCannotBeUsed("307", Redirects.Elsewhere);
    }

    [Fact]
    public async Task A_read_that_is_not_answered_in_time_is_told()
    {
        await using var shop = await ForeignShop.StartAsync(new Slow(call => call.Parts is ["stock", "find", _], first: 1, TimeSpan.FromSeconds(3)));

        var run = await ForeignRun.ConsistencyAsync(shop, serverTimeout: 1, "--operation-timeout", "0.5");

        run.MustSayThatItCannotBeUsed("/stock/find/");
    }

    private static Spelling Spell(string name) => name switch
    {
        nameof(Spelling.ByteOrderMark) => Spelling.ByteOrderMark(),
        nameof(Spelling.WholeFloats) => Spelling.WholeFloats(),
        nameof(Spelling.NumbersAsText) => Spelling.NumbersAsText(),
        nameof(Spelling.Gzip) => Spelling.Gzip(),
        nameof(Spelling.Utf16) => Spelling.Utf16(),
        nameof(Spelling.EscapeCodes) => Spelling.EscapeCodes(),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "no such spelling"),
    };
}
