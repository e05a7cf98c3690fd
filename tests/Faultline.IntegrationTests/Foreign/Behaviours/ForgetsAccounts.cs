namespace Faultline.IntegrationTests.Foreign;

/// <summary>A store comes back without what it held: ids that were known are answered as ids that never were.</summary>
/// <param name="store">The store.</param>
/// <param name="whole">Whether all is gone; else every third account.</param>
internal sealed class ForgetsAccounts(Store store, bool whole = true) : Behaviour
{
    private const int AtCheckout = 40;
    private const int OneIn = 3;
    private bool _isDone;

    public override Reply Work(Call call, ForeignBooks books, Func<Reply> desk)
    {
        if (!_isDone && books.Checkouts >= AtCheckout)
        {
            _isDone = true;
            if (store == Store.Stock) Forget(books.Articles);
            else if (store == Store.Payment) Forget(books.Purses);
            else Forget(books.Baskets);
        }

        return desk();
    }

    private void Forget<T>(Dictionary<string, T> accounts)
    {
        var gone = accounts.Keys.Where((_, i) => whole || i % OneIn == 0).ToArray();
        Wronged.UnionWith(gone);
        foreach (var id in gone) accounts.Remove(id);
    }
}
