namespace Faultline.IntegrationTests.Foreign;

/// <summary>It forgets users who have ordered nothing.</summary>
internal sealed class ForgetsIdleUsers : Behaviour
{
    public override Reply Work(Call call, ForeignBooks books, Func<Reply> desk)
    {
        if (call.IsCheckout && IsTurn(books.Checkouts + 1))
            foreach (var idle in books.Purses.Keys.Except(books.Baskets.Values.Select(b => b.User)).ToArray())
            {
                Wronged.Add(idle);
                books.Purses.Remove(idle);
            }

        return desk();
    }
}
