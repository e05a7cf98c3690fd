using System.Data.Common;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Faultline.IntegrationTests.Kills;

/// <summary>Reads the shop's books from its stores themselves.</summary>
/// <param name="connect">Connects to the store of a service: order, stock or payment.</param>
internal sealed class StoreReader(Func<string, DbConnection> connect)
{
    /// <summary>Stores that are SQLite files of a folder.</summary>
    public static StoreReader OfFiles(string data) =>
        new(store => new SqliteConnection($"Data Source={Path.Combine(data, store)}.db;Mode=ReadWrite;Pooling=False"));

    /// <summary>Sagas that are neither done nor undone.</summary>
    public long OpenSagas() => Query("order", "SELECT COUNT(*) FROM sagas WHERE state IN ('stepping', 'compensating')", r => r.GetInt64(0)).Single();

    public IReadOnlyList<StoredOrder> Orders() => Query("order", "SELECT id, paid, items, user_id, total_cost FROM orders", r => new StoredOrder(
        r.GetString(0), r.GetInt64(1) != 0, Lines(r.GetString(2)), r.GetString(3), r.GetInt64(4)));

    public IReadOnlyDictionary<string, long> Balances(string store) =>
        Query(store, "SELECT id, balance FROM accounts", r => (Id: r.GetString(0), Balance: r.GetInt64(1))).ToDictionary(a => a.Id, a => a.Balance);

    private List<T> Query<T>(string store, string sql, Func<DbDataReader, T> read)
    {
        using var connection = connect(store);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read()) rows.Add(read(reader));
        return rows;
    }

    private static IReadOnlyList<(string Item, long Quantity)> Lines(string json)
    {
        using var document = JsonDocument.Parse(json);
        return [.. document.RootElement.EnumerateArray().Select(l => (l[0].GetString()!, l[1].GetInt64()))];
    }
}

/// <summary>An order as it is stored.</summary>
internal sealed record StoredOrder(string Id, bool Paid, IReadOnlyList<(string Item, long Quantity)> Lines, string User, long Total);
