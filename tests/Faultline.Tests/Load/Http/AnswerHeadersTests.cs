using System.Text;
using Faultline.Load.Http;

namespace Faultline.Tests.Load.Http;

public sealed class AnswerHeadersTests
{
    private const string Answer =
        "HTTP/1.1 103 Hints\r\nLink: early\r\n\r\n"
        + "HTTP/1.1 201 Created\r\nLOCATION:  /orders/7 \r\nSet-Cookie: a=1; Path=/\r\nX-Empty:\r\nContent-Length: 2\r\nset-cookie: b=2\r\n\r\nok";

    [Fact]
    public void Headers_are_kept_wherever_the_answer_is_split()
    {
        var bytes = Encoding.ASCII.GetBytes(Answer);
        var headers = new AnswerHeaders();
        var parser = new AnswerParser(new AnswerMemory());
        for (var split = 0; split <= bytes.Length; split++)
        {
            parser.Reset(kept: headers);
            parser.Feed(bytes.AsSpan(0, split));
            parser.Feed(bytes.AsSpan(split));

            Assert.Equal(AnswerState.Complete, parser.State);
            Assert.Equal(("/orders/7", "", null), (headers.Get("location"), headers.Get("X-Empty"), headers.Get("Link")));
            var cookies = new List<string>();
            foreach (var cookie in headers.All("Set-Cookie"u8)) cookies.Add(Encoding.ASCII.GetString(cookie));
            Assert.Equal(["a=1; Path=/", "b=2"], cookies);
        }
    }

    [Fact]
    public async Task An_answer_has_its_headers_where_the_request_asked_for_them()
    {
        using var server = new ScriptedServer(Answer);
        using var target = new HttpTarget(server.Address, TimeProvider.System);
        var request = new HttpRequest { KeepsHeaders = true };
        var kept = await target.SendAsync(request, TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Equal("/orders/7", kept.Headers?.Get("Location"));

        request.Clear();
        Assert.Null((await target.SendAsync(request, TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken)).Headers);
    }

    [Fact]
    public async Task An_answer_cut_short_has_none()
    {
        using var server = new ScriptedServer((socket, _) => ScriptedServer.SayAsync(socket, "HTTP/1.1 200 OK\r\nA: b\r\n", stay: false));
        using var target = new HttpTarget(server.Address, TimeProvider.System);
        var answer = await target.SendAsync(new HttpRequest { KeepsHeaders = true }, TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        HttpTargetTests.AssertUnanswered("end of stream inside the answer", answer);
        Assert.Null(answer.Headers);
    }
}
