namespace Faultline.IntegrationTests.Foreign;

/// <summary>It sends who posts to another address.</summary>
internal sealed class Redirects : Behaviour
{
    public const string Elsewhere = "http://127.0.0.1:9/moved";

    public override async Task<Reply?> AnswerAsync(Call call, Func<Task<Reply?>> shop) => call.IsRead
        ? await shop()
        : new Reply(307, "moved", "text/plain") { Headers = new Dictionary<string, string> { ["Location"] = Elsewhere + call.Path } };
}
