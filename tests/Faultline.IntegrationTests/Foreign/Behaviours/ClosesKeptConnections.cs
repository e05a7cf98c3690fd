namespace Faultline.IntegrationTests.Foreign;

/// <summary>It closes connections that were kept without a word, just when the next request is on its way: that one is never read.</summary>
internal sealed class ClosesKeptConnections : Behaviour
{
    private const int Longest = 12;

    public override async Task<Reply?> AnswerAsync(Call call, Func<Task<Reply?>> shop) =>
        call.OnConnection > Longest ? null : await shop();
}
