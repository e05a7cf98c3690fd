using System.Text;
using Faultline.Load.Http;
using Microsoft.Extensions.Time.Testing;

namespace Faultline.Tests.Load.Http;

public sealed class CookieJarTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData("a=1", "/x/y", "/x/z", "a=1")]
    [InlineData("a=1", "/x/y", "/other", "")]
    [InlineData("a=1", "/x", "/other", "a=1")]
    [InlineData("a=1; Path=/; HttpOnly; Secure", "/x/y", "/other", "a=1")]
    [InlineData("a=1; path=/shop/x", "/", "/x?y", "a=1")]
    [InlineData("a=1; Path=/shop/x", "/", "/xy", "")]
    [InlineData("a=1; Path=/shop/x/", "/", "/x/y", "a=1")]
    [InlineData("a=1; Path=/sho", "/", "/x", "")]
    [InlineData("a=1; Path=/shop", "/", "/x", "a=1")]
    [InlineData("a=1; Path=relative", "/x/y?q=/", "/x/z", "a=1")]
    [InlineData(" a = 1 = 2 ;", "/", "/", "a=1 = 2")]
    [InlineData("a=", "/", "/", "a=")]
    [InlineData("=1", "/", "/", "")]
    [InlineData("novalue", "/", "/", "")]
    [InlineData("a=1; Max-Age=0", "/", "/", "")]
    [InlineData("a=1; Max-Age=-5", "/", "/", "")]
    [InlineData("a=1; Max-Age=9223372036854775807", "/", "/", "a=1")]
    [InlineData("a=1; Max-Age=soon", "/", "/", "a=1")]
    [InlineData("a=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT", "/", "/", "")]
    [InlineData("a=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=60", "/", "/", "a=1")]
    [InlineData("a=1; Max-Age=60; Expires=Thu, 01 Jan 1970 00:00:00 GMT", "/", "/", "a=1")]
    [InlineData("a=1; Expires=whenever", "/", "/", "a=1")]
    public void A_cookie_goes_where_it_is_meant_for(string set, string asked, string next, string sent)
    {
        var jar = Jar();
        Take(jar, asked, set);

        Assert.Equal(sent, Sent(jar, next));
    }

    [Fact]
    public void Cookies_are_replaced_taken_back_and_forgotten_in_time()
    {
        var jar = Jar();
        Take(jar, "/", "a=1; Path=/", "b=2; Path=/; Max-Age=60", "c=3; Path=/");
        Take(jar, "/", "a=4; Path=/", "c=; Path=/; Max-Age=0", "a=5; Path=/shop/deep");
        Assert.Equal("a=4; b=2", Sent(jar, "/"));
        Assert.Equal("a=4; b=2; a=5", Sent(jar, "/deep"));

        _time.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal("a=4", Sent(jar, "/"));
    }

    [Fact]
    public void An_endless_variety_of_cookies_takes_no_endless_memory()
    {
        var jar = Jar();
        for (var i = 0; i < 1000; i++) Take(jar, "/", $"c{i}={new string('x', i * 10)}");

        Assert.Equal(CookieJar.Most, jar.Count);
        Assert.StartsWith("c360=", Sent(jar, "/"), StringComparison.Ordinal);
    }

    [Fact]
    public void An_answer_without_headers_sets_none()
    {
        var jar = Jar();
        jar.Take(null, new HttpRequest());

        Assert.Equal("", Sent(jar, "/"));
    }

    [Fact]
    public async Task A_session_lasts_over_real_requests()
    {
        using var server = new ScriptedServer("HTTP/1.1 200 OK\r\nSet-Cookie: sid=7; Path=/\r\nContent-Length: 0\r\n\r\n");
        using var target = new HttpTarget(server.Address, TimeProvider.System);
        var jar = new CookieJar(target.BaseAddress, TimeProvider.System);
        var request = new HttpRequest();
        for (var i = 0; i < 2; i++)
        {
            request.Clear();
            request.KeepsHeaders = true;
            request.SetPath("/login");
            jar.AddTo(request);
            var answer = await target.SendAsync(request, TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
            jar.Take(answer.Headers, request);
        }

        Assert.Equal([false, true], server.Requests.Select(seen => seen.Contains("\r\nCookie: sid=7\r\n", StringComparison.Ordinal)));
    }

    private static void Take(CookieJar jar, string asked, params string[] cookies)
    {
        var headers = new AnswerHeaders();
        foreach (var cookie in cookies) headers.Add("Set-Cookie"u8, Encoding.ASCII.GetBytes(cookie));
        var request = new HttpRequest();
        request.SetPath(asked);
        jar.Take(headers, request);
    }

    private static string Sent(CookieJar jar, string path)
    {
        var request = new HttpRequest();
        request.SetPath(path);
        jar.AddTo(request);
        var lines = Encoding.ASCII.GetString(request.HeaderLines);
        if (lines.Length == 0) return "";
        Assert.StartsWith("Cookie: ", lines, StringComparison.Ordinal);
        Assert.EndsWith("\r\n", lines, StringComparison.Ordinal);
        return lines[8..^2];
    }

    private CookieJar Jar() => new(new Uri("http://h.example/shop/"), _time);
}
