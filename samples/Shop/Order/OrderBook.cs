using System.Text.Json;

namespace Shop.Order;

/// <summary>The orders, and beside them, in the same store, the log of sagas.</summary>
internal sealed class OrderBook(IStoreEngine store) : IDisposable
{
    private const string Columns = "id, paid, items, user_id, total_cost";

    public Database Database { get; } = new(
        store,
        tables:
        [
            "orders(id TEXT PRIMARY KEY, paid BIGINT NOT NULL, items TEXT NOT NULL, user_id TEXT NOT NULL, total_cost BIGINT NOT NULL)",
            "sagas(id TEXT PRIMARY KEY, order_id TEXT NOT NULL, state TEXT NOT NULL, step BIGINT NOT NULL, plan TEXT NOT NULL, owner TEXT NOT NULL, epoch BIGINT NOT NULL)",
            "owners(owner TEXT PRIMARY KEY, beat BIGINT NOT NULL)",
        ],
        // At most one saga of an order is open at a time.
        indexes: ["CREATE UNIQUE INDEX IF NOT EXISTS open_sagas ON sagas(order_id) WHERE state IN ('stepping', 'compensating')"]);

    public CustomerOrder? Find(string orderId) => Database.Read(session => Find(session, orderId));

    public static CustomerOrder? Find(Session session, string orderId) => session.Find(
        "SELECT paid, items, user_id, total_cost FROM orders WHERE id=$1",
        row => new CustomerOrder(orderId, row.GetInt64(0) != 0, ReadLines(row.GetString(1)), row.GetString(2), row.GetInt64(3)),
        orderId);

    /// <summary>Whether a checkout of the order is under way or is being undone.</summary>
    public static bool HasOpenSaga(Session session, string orderId) => session.Find(
        "SELECT id FROM sagas WHERE order_id=$1 AND state IN ('stepping', 'compensating')",
        row => row.GetString(0),
        orderId) is not null;

    public Task<string> CreateAsync(string userId)
    {
        string id = Guid.NewGuid().ToString("N");
        return Database.WriteAsync(session =>
        {
            session.Execute($"INSERT INTO orders({Columns}) VALUES($1, 0, $2, $3, $4)", id, "[]", userId, 0);
            return id;
        });
    }

    /// <summary>Replaces all orders and forgets all sagas; each order has a random user and two random items.</summary>
    public Task<int> ReplaceAllAsync(int count, int items, int users, int price)
    {
        int seed = Random.Shared.Next();
        return Database.WriteAsync(session =>
        {
            var random = new Random(seed);
            session.Execute("DELETE FROM sagas");
            session.Execute("DELETE FROM orders");
            session.InsertMany("orders", Columns, Enumerable.Range(0, count).Select(i => new object[]
            {
                i.ToString(), 0, $"[[\"{random.Next(items)}\",1],[\"{random.Next(items)}\",1]]", random.Next(users).ToString(), 2L * price,
            }));
            return count;
        });
    }

    /// <summary>Adds to the order, on top of what it has of that item; null where it was done, else why not.</summary>
    public Task<string?> AddItemAsync(string orderId, OrderLine added, int price) => Database.WriteAsync(session =>
    {
        if (Find(session, orderId) is not { } order)
            return $"Order {orderId} not found";
        if (order.Paid)
            return $"Order {orderId} is paid";
        if (HasOpenSaga(session, orderId))
            return "Checkout in progress";

        List<OrderLine> lines = [.. order.Items];
        int known = lines.FindIndex(line => line.ItemId == added.ItemId);
        long quantity = (known < 0 ? 0L : lines[known].Quantity) + added.Quantity;
        long cost = order.TotalCost + (long)added.Quantity * price;
        // A payment is a whole number of 32 bits.
        if (quantity > int.MaxValue || cost > int.MaxValue)
            return "The order would be too large";
        if (known < 0)
            lines.Add(added);
        else
            lines[known] = added with { Quantity = (int)quantity };
        session.Execute("UPDATE orders SET items=$1, total_cost=$2 WHERE id=$3", JsonSerializer.Serialize(lines), cost, orderId);
        return null;
    });

    public Task<int> MarkPaidAsync(string orderId) => Database.WriteAsync(session => MarkPaid(session, orderId));

    public static int MarkPaid(Session session, string orderId) =>
        session.Execute("UPDATE orders SET paid=1 WHERE id=$1", orderId);

    /// <summary>Reads the store; throws where it cannot be read.</summary>
    public void Probe() => Database.Read(session => session.Query("SELECT id FROM orders LIMIT 1", row => row.GetString(0)));

    public void Dispose() => Database.Dispose();

    private static List<OrderLine> ReadLines(string json) => JsonSerializer.Deserialize<List<OrderLine>>(json) ?? [];
}
