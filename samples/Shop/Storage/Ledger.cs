namespace Shop.Storage;

/// <summary>The accounts of a service: items with their stock and price, or users with their credit (price 0).</summary>
internal sealed class Ledger(string directory, string file) : IDisposable
{
    private const string Insert = "INSERT INTO accounts(id, balance, price) VALUES($1, $2, $3)";

    public Database Database { get; } = new(
        directory,
        file,
        "CREATE TABLE IF NOT EXISTS accounts(id TEXT PRIMARY KEY, balance INTEGER NOT NULL, price INTEGER NOT NULL) WITHOUT ROWID",
        "CREATE TABLE IF NOT EXISTS steps(key TEXT PRIMARY KEY, account TEXT NOT NULL, amount INTEGER NOT NULL, result INTEGER NOT NULL) WITHOUT ROWID");

    public Account? Find(string id) => Database.Read(session => session.Find(
        "SELECT balance, price FROM accounts WHERE id=$1",
        row => new Account(row.GetInt64(0), row.GetInt32(1)),
        id));

    /// <summary>Opens an account with a balance of zero and returns its id.</summary>
    public Task<string> OpenAsync(int price)
    {
        string id = Guid.NewGuid().ToString("N");
        return Database.WriteAsync(session =>
        {
            session.Execute(Insert, id, 0, price);
            return id;
        });
    }

    /// <summary>Replaces all accounts, and every step on record, by the accounts 0 … count-1.</summary>
    public Task<int> ReplaceAllAsync(int count, int balance, int price) => Database.WriteAsync(session =>
    {
        session.Execute("DELETE FROM steps");
        session.Execute("DELETE FROM accounts");
        for (int i = 0; i < count; i++)
            session.Execute(Insert, i.ToString(), balance, price);
        return count;
    });

    /// <summary>Reads the store; throws where it cannot be read.</summary>
    public void Probe() => Database.Read(session => session.Query("SELECT id FROM accounts LIMIT 1", row => row.GetString(0)));

    public IPosting PostingFor(CheckoutMode mode) =>
        mode == CheckoutMode.Naive ? new NaivePosting(this) : new TransactionalPosting(Database);

    public void Dispose() => Database.Dispose();

    internal sealed record Account(long Balance, int Price);
}
