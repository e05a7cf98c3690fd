using System.Text;
using Faultline.Histories;
using Faultline.Load.Http;

namespace Faultline.Tests.Load.Http;

public sealed class HttpRequestTests
{
    [Theory]
    [InlineData("GET", "", "GET /shop/x HTTP/1.1\r\nHost: h.example\r\nUser-Agent: faultline\r\n\r\n")]
    [InlineData("DELETE", "", "DELETE /shop/x HTTP/1.1\r\nHost: h.example\r\nUser-Agent: faultline\r\n\r\n")]
    [InlineData("HEAD", "", "HEAD /shop/x HTTP/1.1\r\nHost: h.example\r\nUser-Agent: faultline\r\n\r\n")]
    [InlineData("PUT", "", "PUT /shop/x HTTP/1.1\r\nHost: h.example\r\nUser-Agent: faultline\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("PATCH", "é", "PATCH /shop/x HTTP/1.1\r\nHost: h.example\r\nUser-Agent: faultline\r\nContent-Length: 2\r\n\r\né")]
    [InlineData("DELETE", "a", "DELETE /shop/x HTTP/1.1\r\nHost: h.example\r\nUser-Agent: faultline\r\nContent-Length: 1\r\n\r\na")]
    [InlineData("M-SEARCH", "a", "M-SEARCH /shop/x HTTP/1.1\r\nHost: h.example\r\nUser-Agent: faultline\r\nContent-Length: 1\r\n\r\na")]
    public void Every_method_is_written_with_the_body_it_has(string method, string body, string expected)
    {
        var request = new HttpRequest { Method = method };
        request.SetPath("/x");
        request.SetBody(body);

        Assert.Equal(expected, Written(request));
    }

    [Fact]
    public void Headers_follow_those_of_the_client_and_replace_its_host_and_name()
    {
        var request = new HttpRequest();
        request.SetPath("/x?y=1");
        request.AddHeader("Authorization", "Bearer ü");
        Assert.Equal("GET /shop/x?y=1 HTTP/1.1\r\nHost: h.example\r\nUser-Agent: faultline\r\nAuthorization: Bearer ü\r\n\r\n", Written(request));

        request.AddHeader("HOST", "other");
        request.AddHeader("user-agent", "me");
        Assert.Equal("GET /shop/x?y=1 HTTP/1.1\r\nAuthorization: Bearer ü\r\nHOST: other\r\nuser-agent: me\r\n\r\n", Written(request));
    }

    [Fact]
    public void A_header_that_only_looks_like_the_host_replaces_nothing()
    {
        var request = new HttpRequest();
        request.AddHeader("X", "Host: other");
        request.AddHeader("Hostage", "1");

        Assert.Contains("\r\nHost: h.example\r\n", Written(request), StringComparison.Ordinal);
    }

    [Fact]
    public void A_cleared_request_is_as_new()
    {
        var request = new HttpRequest { Method = "PUT", Outcomes = OutcomeRule.Usual.With(Outcome.Ok, 404), KeepsHeaders = true };
        request.SetPath("/x");
        request.AddHeader("A", "b");
        request.SetBody("body"u8);
        request.Clear();

        Assert.Equal(Written(new HttpRequest()), Written(request));
        Assert.Equal((OutcomeRule.Usual, false), (request.Outcomes, request.KeepsHeaders));
    }

    [Theory]
    [InlineData("")]
    [InlineData("GET /")]
    [InlineData("G\r\n")]
    public void A_method_that_is_no_token_is_refused(string method) =>
        Assert.Throws<ArgumentException>(() => new HttpRequest { Method = method });

    [Fact]
    public void A_header_that_would_end_the_request_is_refused() =>
        Assert.Throws<ArgumentException>(() => new HttpRequest().AddHeader("X", "a\r\n\r\nGET / HTTP/1.1"));

    [Theory]
    [InlineData("X: a")]
    [InlineData("\r\nX: a\r\n")]
    [InlineData("X: a\r\n\r\n")]
    [InlineData("X: a\r\n\r\nGET /admin HTTP/1.1\r\n")]
    public async Task Header_lines_that_would_break_the_request_are_not_sent(string lines)
    {
        using var server = new ScriptedServer(ScriptedServer.Ok);
        using var target = new HttpTarget(server.Address, TimeProvider.System);
        var request = new HttpRequest();
        Encoding.ASCII.GetBytes(lines, request.Headers);

        var answer = await target.SendAsync(request, TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        HttpTargetTests.AssertNotSent("the headers cannot stand in a request", answer);
        Assert.Equal(0, server.Connections);
    }

    [Fact]
    public void Filling_and_writing_a_request_again_allocates_nothing()
    {
        var request = new HttpRequest();
        var lines = new RequestLines(new Uri("http://h.example"));
        var buffer = new byte[1 << 10];
        Fill();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++) Fill();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Fill()
        {
            request.Clear();
            request.Method = "POST";
            request.SetPath("/transfers");
            request.AddHeader("Content-Type", "application/json");
            request.SetBody("""{"from":1,"to":2,"cents":5}""");
            Assert.True(RequestLines.FaultOf(request) is null && lines.Write(buffer, request) > 0);
        }
    }

    private static string Written(HttpRequest request)
    {
        var lines = new RequestLines(new Uri("http://h.example/shop"));
        var buffer = new byte[lines.Room(request)];
        return Encoding.UTF8.GetString(buffer, 0, lines.Write(buffer, request));
    }
}
