namespace Faultline.IntegrationTests.Foreign;

/// <summary>It does what it is asked, and answers some calls too late.</summary>
/// <param name="isSlow">The calls.</param>
/// <param name="first">How many of them are still answered in time.</param>
/// <param name="by">How long the others take.</param>
internal sealed class Slow(Func<Call, bool> isSlow, int first, TimeSpan by) : Behaviour
{
    private int _calls;

    public override async Task<Reply?> AnswerAsync(Call call, Func<Task<Reply?>> shop)
    {
        var reply = await shop();
        if (isSlow(call) && Interlocked.Increment(ref _calls) > first) await Task.Delay(by);
        return reply;
    }
}
