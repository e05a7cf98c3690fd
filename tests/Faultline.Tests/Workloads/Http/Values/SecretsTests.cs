using Faultline.Workloads.Http.Values;

namespace Faultline.Tests.Workloads.Http.Values;

public sealed class SecretsTests
{
    [Theory]
    [InlineData("Authorization: Bearer a/b\"c", "Authorization: Bearer ***")]
    [InlineData("/q?t=a%2Fb%22c", "/q?t=***")]
    [InlineData("/q?t=a%2fb%22c", "/q?t=***")]
    [InlineData("{\"token\":\"a/b\\\"c\"}", "{\"token\":\"***\"}")]
    [InlineData("{\"token\":\"a/b\\u0022c\"}", "{\"token\":\"***\"}")]
    [InlineData("no page /a%2Fb\"c/accounts", "no page /***/accounts")]
    [InlineData("{\"asked\":\"/a%2Fb\\u0022c\"}", "{\"asked\":\"/***\"}")]
    [InlineData("{\"asked\":\"/a/b%22c\"}", "{\"asked\":\"/***\"}")]
    [InlineData("<p>a/b&quot;c</p>", "<p>***</p>")]
    [InlineData("nothing", "nothing")]
    public void A_secret_is_hidden_however_it_is_spelled(string text, string shown)
    {
        var secrets = new Secrets(_ => "a/b\"c");
        Assert.Equal(text, secrets.Hide(text));

        secrets.Read("TOKEN");

        Assert.Equal(shown, secrets.Hide(text));
    }

    [Fact]
    public void The_longer_of_two_secrets_is_hidden_as_a_whole()
    {
        var secrets = new Secrets(name => name == "A" ? "abc" : "abcdef");
        secrets.Read("A");
        secrets.Read("B");

        Assert.Equal("*** ***", secrets.Hide("abcdef abc"));
    }

    [Fact]
    public void A_secret_is_read_from_the_environment_once()
    {
        var reads = 0;
        var secrets = new Secrets(_ => $"value{++reads}");

        Assert.Equal(["value1", "value1"], [secrets.Read("A"), secrets.Read("A")]);
        Assert.Equal(["A"], secrets.Names);
    }

    [Fact]
    public void What_stands_in_any_text_by_chance_is_not_hidden()
    {
        var secrets = new Secrets(name => name);
        foreach (var value in new[] { "17", "eu1", "topsecret" }) secrets.Read(value);

        Assert.Equal("17 *** ***", secrets.Hide("17 eu1 topsecret"));
        // The books compute with keys: two must never become one.
        Assert.Equal("17 eu1 ***", secrets.HideInValue("17 eu1 topsecret"));
    }

    [Fact]
    public void The_longest_spelling_is_told_in_bytes()
    {
        var secrets = new Secrets(_ => "ä/bc");
        Assert.Equal(0, secrets.Longest);

        secrets.Read("A");

        Assert.Equal(@"\u00E4\u002Fbc".Length, secrets.Longest);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void What_is_not_set_or_empty_is_no_secret(string? value)
    {
        var secrets = new Secrets(_ => value);

        Assert.Null(secrets.Read("A"));
        Assert.Equal("text", secrets.Hide("text"));
    }
}
