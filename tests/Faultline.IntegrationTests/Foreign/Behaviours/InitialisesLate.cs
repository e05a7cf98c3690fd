namespace Faultline.IntegrationTests.Foreign;

/// <summary>It cuts the connection of the first batch_init of each store without an answer, and carries it out some time later.</summary>
internal sealed class InitialisesLate(TimeSpan late) : Behaviour
{
    private readonly HashSet<string> _seen = [];

    public override async Task<Reply?> AnswerAsync(Call call, Func<Task<Reply?>> shop)
    {
        if (!call.IsBatchInit || !IsFirst(call.Parts[0])) return await shop();
        _ = LaterAsync(shop);
        return null;
    }

    private bool IsFirst(string store)
    {
        lock (_seen) return _seen.Add(store);
    }

    private async Task LaterAsync(Func<Task<Reply?>> shop)
    {
        await Task.Delay(late);
        await shop();
    }
}
