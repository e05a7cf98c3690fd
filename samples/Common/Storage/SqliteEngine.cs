using System.Data.Common;
using System.Diagnostics;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Samples.Storage;

/// <summary>
/// A store in one SQLite file that several processes share: reads see the last commit of any of them.
/// </summary>
internal sealed class SqliteEngine(string path) : IStoreEngine
{
    private static readonly TimeSpan LockTimeout = TimeSpan.FromSeconds(4);

    public string Name => path;

    public bool MayComeUp => false;

    public DbConnection Open(bool forWriting)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 10 }.ConnectionString);
        try
        {
            connection.Open();
            // A writer looks for the lock by itself; while it makes the file a WAL file it waits like a reader.
            Execute(connection, "PRAGMA busy_timeout=3000");
            Execute(connection, "PRAGMA synchronous=NORMAL");
            if (!forWriting)
            {
                Execute(connection, "PRAGMA query_only=1");
                return connection;
            }

            Execute(connection, "PRAGMA journal_mode=WAL");
            Execute(connection, "PRAGMA busy_timeout=0");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public string ParameterName(int number) => $"${number}";

    public string CreateTable(string definition) => $"CREATE TABLE IF NOT EXISTS {definition} WITHOUT ROWID";

    // SQLite's own wait for the write lock grows to 100 ms between two looks, which starves a process
    // beside a busy neighbour; a look every millisecond does not.
    public void BeginWrite(Session session)
    {
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            int answer = raw.sqlite3_exec(Handle(session), "BEGIN IMMEDIATE");
            if (answer == raw.SQLITE_OK)
                return;
            if ((answer & 0xff) is not (raw.SQLITE_BUSY or raw.SQLITE_LOCKED) || Stopwatch.GetElapsedTime(start) > LockTimeout)
                throw new StoreUnavailableException($"The store cannot be written: SQLite answers {answer}.");
            Thread.Sleep(1);
        }
    }

    public void RollBack(Session session)
    {
        // SQLite may have rolled back by itself; then there is nothing left to roll back, and that is fine.
        if (raw.sqlite3_get_autocommit(Handle(session)) == 0)
            _ = raw.sqlite3_exec(Handle(session), "ROLLBACK");
    }

    public void InsertMany(Session session, string table, string columns, IEnumerable<object[]> rows)
    {
        int count = columns.Count(c => c == ',') + 1;
        string sql = $"INSERT INTO {table}({columns}) VALUES({string.Join(", ", Enumerable.Range(1, count).Select(n => $"${n}"))})";
        foreach (object[] row in rows)
            session.Execute(sql, row);
    }

    private static sqlite3 Handle(Session session) => ((SqliteConnection)session.Connection).Handle!;

    private static void Execute(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
