namespace Samples.Storage;

/// <summary>The accounts of a service: items with their stock and price, or users with their credit (price 0).</summary>
internal sealed class Ledger(IStoreEngine store) : IBalances, IDisposable
{
    private const string Columns = "id, balance, price";

    public Database Database { get; } = new(
        store,
        tables:
        [
            "accounts(id TEXT PRIMARY KEY, balance BIGINT NOT NULL, price BIGINT NOT NULL)",
            "steps(key TEXT PRIMARY KEY, account TEXT NOT NULL, amount BIGINT NOT NULL, result BIGINT NOT NULL)",
        ],
        indexes: []);

    public Account? Find(string id) => Database.Read(session => session.Find(
        "SELECT balance, price FROM accounts WHERE id=$1",
        row => new Account(row.GetInt64(0), row.GetInt32(1)),
        id));

    /// <summary>Opens an account and returns its id.</summary>
    public Task<string> OpenAsync(int price, long balance = 0)
    {
        string id = Guid.NewGuid().ToString("N");
        return Database.WriteAsync(session =>
        {
            session.Execute($"INSERT INTO accounts({Columns}) VALUES($1, $2, $3)", id, balance, price);
            return id;
        });
    }

    /// <summary>Replaces all accounts, and every step on record, by the accounts 0 … count-1.</summary>
    public Task<int> ReplaceAllAsync(int count, int balance, int price) => Database.WriteAsync(session =>
    {
        Forget(session);
        session.InsertMany("accounts", Columns, Enumerable.Range(0, count).Select(i => new object[] { i.ToString(), balance, price }));
        return count;
    });

    /// <summary>Forgets every account and every step on record.</summary>
    public Task<int> ForgetAllAsync() => Database.WriteAsync(Forget);

    /// <summary>Writes a balance, whatever it was.</summary>
    public Task<int> SetBalanceAsync(string id, long balance) => Database.WriteAsync(session =>
        session.Execute("UPDATE accounts SET balance=$1 WHERE id=$2", balance, id));

    /// <summary>Reads the store; throws where it cannot be read.</summary>
    public void Probe() => Database.Read(session => session.Query("SELECT id FROM accounts LIMIT 1", row => row.GetString(0)));

    public void Dispose() => Database.Dispose();

    private static int Forget(Session session) => session.Execute("DELETE FROM steps") + session.Execute("DELETE FROM accounts");

    internal sealed record Account(long Balance, int Price);
}
