namespace Faultline.IntegrationTests.Foreign;

/// <summary>It puts into an order twice what is added once.</summary>
internal sealed class AddsTwice : Behaviour
{
    public override Reply Work(Call call, ForeignBooks books, Func<Reply> desk)
    {
        if (call.IsAddItem) desk();
        return desk();
    }
}
