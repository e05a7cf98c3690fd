using Faultline.Configuration;

namespace Faultline.Tests.Configuration;

public sealed class UrlTextTests
{
    [Theory]
    [InlineData("http://user:secret@shop:8000/a", "http://***@shop:8000/a")]
    [InlineData("http://secret@shop", "http://***@shop")]
    [InlineData("http://user:se@cr@et@shop", "http://***@shop")]
    [InlineData("http://user:sec/ret@shop/a", "http://***@shop/a")]
    [InlineData("http://user:@shop", "http://***@shop")]
    [InlineData("user:sec/ret@127.0.0.1:1", "***@127.0.0.1:1")]
    [InlineData("\"ORDER_URL\": \"http:\\/\\/user:secret@shop\", \"b\": 1", "\"ORDER_URL\": \"http:\\/\\/***@shop\", \"b\": 1")]
    [InlineData("not \"user:secret@shop:8000\"", "not \"***@shop:8000\"")]
    [InlineData("DOCKER_HOST=tcp://root:secret@[::1]:2375", "DOCKER_HOST=tcp://***@[::1]:2375")]
    [InlineData("tcp://a:secret@one and ssh://b:secret@two", "tcp://***@one and ssh://***@two")]
    public void Users_and_passwords_are_hidden(string text, string shown) => Assert.Equal(shown, UrlText.WithoutSecrets(text));

    [Theory]
    [InlineData("http://shop/a?token=secret", "http://shop/a?token=***")]
    [InlineData("http://shop/a?x=1&access_token=secret&y=2", "http://shop/a?x=1&access_token=***&y=2")]
    [InlineData("http://shop/a?API-Key=secret#top", "http://shop/a?API-Key=***#top")]
    [InlineData("http://shop/a?X-Amz-Signature=secret;sig=secret", "http://shop/a?X-Amz-Signature=***;sig=***")]
    [InlineData("http://shop/#id_token=secret", "http://shop/#id_token=***")]
    [InlineData("\"http://shop/?password=secret\"", "\"http://shop/?password=***\"")]
    [InlineData("{ \"AUTH_TOKEN\": \"secret\", \"Password\" :\"secret\" }", "{ \"AUTH_TOKEN\": \"***\", \"Password\" :\"***\" }")]
    [InlineData("http://shop/?x=1\\u0026key=secret\"", "http://shop/?x=1\\u0026key=***\"")]
    public void Values_that_are_named_like_secrets_are_hidden(string text, string shown) => Assert.Equal(shown, UrlText.WithoutSecrets(text));

    [Theory]
    [InlineData("http://localhost:8000/orders/find/1?page=2")]
    [InlineData("http://localhost:8000/users/a@b.c")]
    [InlineData("http://localhost:8000?mail=a@b.c")]
    [InlineData("mcr.microsoft.com/dotnet/runtime:10.0@sha256:0123")]
    [InlineData("unix:///var/run/docker.sock")]
    [InlineData("a = b, c: d, e@f")]
    [InlineData("localhost:8000/users/a@b.c")]
    [InlineData("{ \"ORDER_URL\": \"http://localhost:8000\" }")]
    [InlineData("faultline stress --users 20 --output-dir=keys")]
    public void What_is_no_secret_stays(string text) => Assert.Equal(text, UrlText.WithoutSecrets(text));

    [Fact]
    public void An_address_is_told_without_its_secrets() =>
        Assert.Equal("tcp://***@engine:2375/", UrlText.Of(new Uri("tcp://user:secret@engine:2375")));

    // Catastrophic backtracking would not end within the life of the machine.
    [Theory]
    [InlineData("://a:b")]
    [InlineData(",a:")]
    [InlineData("?keykey")]
    [InlineData("a:")]
    public void A_text_that_is_made_to_be_slow_is_not(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, 8_000 / piece.Length)) + " @=";

        Assert.Equal(text, UrlText.WithoutSecrets(text));
    }
}
