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
