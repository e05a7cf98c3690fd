namespace Faultline.IntegrationTests.Foreign;

/// <summary>It is right, but the proxy before it answers 502 now and then, before the work or after it.</summary>
internal sealed class AnswersBadGateway : Behaviour
{
    public override Reply Work(Call call, ForeignBooks books, Func<Reply> desk)
    {
        if (!call.IsCheckout || !IsTurn(books.Checkouts + 1)) return desk();
        if ((books.Checkouts + 1) % 2 == 1) return desk() is { IsOk: false } refused ? refused : Reply.BadGateway();
        books.Checkouts++;
        return Reply.BadGateway();
    }
}
