using System.Data;
using System.Data.Common;
using Npgsql;

namespace Samples.Storage;

/// <summary>A store in a PostgreSQL server of its own.</summary>
internal sealed class PostgresEngine : IStoreEngine
{
    // All writers take this lock first. The order in which they get it is then the order of their transactions, as with
    // SQLite's one writer, and read-then-write needs no row locks that differ between the two databases.
    private const string TakeWriteLock = "BEGIN; SELECT pg_advisory_xact_lock(1)";

    private readonly string _address;

    /// <param name="address"><c>HOST</c> or <c>HOST:PORT</c> of a server that trusts its network.</param>
    public PostgresEngine(string address)
    {
        string[] parts = address.Split(':');
        Name = address;
        _address = new NpgsqlConnectionStringBuilder
        {
            Host = parts[0],
            Port = parts.Length > 1 ? int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture) : 5432,
            Username = "postgres",
            Database = "postgres",
            Pooling = false,
            Timeout = 3,
            CommandTimeout = 10,
            SslMode = SslMode.Disable,
            GssEncryptionMode = GssEncryptionMode.Disable,
            // A transaction whose replica is frozen or cut off must not keep the others from the lock.
            Options = "-c lock_timeout=4000 -c idle_in_transaction_session_timeout=8000",
        }.ConnectionString;
    }

    public string Name { get; }

    public bool MayComeUp => true;

    public DbConnection Open(bool forWriting)
    {
        var connection = new NpgsqlConnection(_address);
        try
        {
            connection.Open();
            return connection;
        }
        catch (Exception error)
        {
            connection.Dispose();
            // A host name that is not known while its container is down is no error of the database driver's own kind.
            throw error is DbException ? error : new StoreUnavailableException($"The store {Name} cannot be reached: {error.Message}");
        }
    }

    // Without a name they are taken in order.
    public string ParameterName(int number) => "";

    public string CreateTable(string definition) => $"CREATE TABLE IF NOT EXISTS {definition}";

    public void BeginWrite(Session session)
    {
        try
        {
            using DbCommand command = session.Connection.CreateCommand();
            command.CommandText = TakeWriteLock;
            command.ExecuteNonQuery();
        }
        catch (PostgresException error) when (error.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            RollBack(session);
            throw new StoreUnavailableException("The store cannot be written: its write lock is held for too long.");
        }
    }

    public void RollBack(Session session)
    {
        if (session.Connection.State == ConnectionState.Open)
            session.Execute("ROLLBACK");
    }

    public void InsertMany(Session session, string table, string columns, IEnumerable<object[]> rows)
    {
        using NpgsqlBinaryImporter copy = ((NpgsqlConnection)session.Connection).BeginBinaryImport($"COPY {table}({columns}) FROM STDIN (FORMAT BINARY)");
        foreach (object[] row in rows)
        {
            copy.StartRow();
            foreach (object value in row)
            {
                if (value is string text)
                    copy.Write(text);
                else
                    copy.Write(Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture));
            }
        }

        copy.Complete();
    }
}
