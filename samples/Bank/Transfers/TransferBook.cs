using System.Data.Common;
using Samples.Storage;

namespace Bank.Transfers;

/// <summary>The transfers on record. What is pending here is carried on until it is settled or refused, whoever dies meanwhile.</summary>
internal sealed class TransferBook(IStoreEngine store) : IDisposable
{
    private readonly Database _database = new(
        store,
        tables: ["transfers(id TEXT PRIMARY KEY, from_id TEXT NOT NULL, to_id TEXT NOT NULL, cents BIGINT NOT NULL, state BIGINT NOT NULL)"],
        indexes: ["CREATE INDEX IF NOT EXISTS pending_transfers ON transfers(id) WHERE state=0"]);

    /// <summary>A transfer and its state; null where there is none of that id.</summary>
    public Entry? Find(string id) => _database.Read(session => Find(session, id));

    /// <summary>Puts a transfer on record, or finds the one that has its id.</summary>
    public Task<Entry> BeginAsync(Transfer transfer) => _database.WriteAsync(session =>
    {
        if (Find(session, transfer.Id) is { } known) return known;
        session.Execute(
            "INSERT INTO transfers(id, from_id, to_id, cents, state) VALUES($1, $2, $3, $4, $5)",
            transfer.Id, transfer.From ?? "", transfer.To, transfer.Cents, (int)TransferState.Pending);
        return new Entry(transfer, TransferState.Pending);
    });

    /// <summary>Notes how a pending transfer ended.</summary>
    public Task<int> EndAsync(string id, TransferState state) => _database.WriteAsync(session => session.Execute(
        "UPDATE transfers SET state=$1 WHERE id=$2 AND state=$3", (int)state, id, (int)TransferState.Pending));

    /// <summary>Pending transfers, from an id on, no more than asked for.</summary>
    public IReadOnlyList<Transfer> Pending(string after, int most) => _database.Read(session => session.Query(
        "SELECT id, from_id, to_id, cents, state FROM transfers WHERE state=0 AND id>$1 ORDER BY id LIMIT $2", row => Read(row).Transfer, after, most));

    /// <summary>Reads the store; throws where it cannot be read.</summary>
    public void Probe() => _database.Read(session => session.Query("SELECT id FROM transfers LIMIT 1", row => row.GetString(0)));

    public void Dispose() => _database.Dispose();

    private static Entry? Find(Session session, string id) =>
        session.Find("SELECT id, from_id, to_id, cents, state FROM transfers WHERE id=$1", Read, id);

    private static Entry Read(DbDataReader row)
    {
        var from = row.GetString(1);
        return new Entry(new Transfer(row.GetString(0), from.Length > 0 ? from : null, row.GetString(2), row.GetInt32(3)), (TransferState)row.GetInt32(4));
    }

    internal sealed record Entry(Transfer Transfer, TransferState State);
}
