using Microsoft.Data.Sqlite;

namespace Shop.Storage;

/// <summary>One connection to a store with its prepared statements; used by one thread at a time.</summary>
internal sealed class Session : IDisposable
{
    private readonly Dictionary<string, SqliteCommand> _statements = [];

    public Session(string path, TimeSpan busyTimeout)
    {
        Connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Pooling = false,
            DefaultTimeout = Math.Max(1, (int)busyTimeout.TotalSeconds),
        }.ConnectionString);
        Connection.Open();
        Execute("PRAGMA synchronous=NORMAL");
    }

    public SqliteConnection Connection { get; }

    /// <summary>Runs a statement with the parameters $1, $2, … and returns how many rows it changed.</summary>
    public int Execute(string sql, params ReadOnlySpan<object> values) => Bind(sql, values).ExecuteNonQuery();

    public List<T> Query<T>(string sql, Func<SqliteDataReader, T> row, params ReadOnlySpan<object> values)
    {
        using SqliteDataReader reader = Bind(sql, values).ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
            rows.Add(row(reader));
        return rows;
    }

    public T? Find<T>(string sql, Func<SqliteDataReader, T> row, params ReadOnlySpan<object> values)
        where T : class
    {
        using SqliteDataReader reader = Bind(sql, values).ExecuteReader();
        return reader.Read() ? row(reader) : null;
    }

    public void Dispose()
    {
        foreach (SqliteCommand statement in _statements.Values)
            statement.Dispose();
        Connection.Dispose();
    }

    private SqliteCommand Bind(string sql, ReadOnlySpan<object> values)
    {
        if (!_statements.TryGetValue(sql, out SqliteCommand? statement))
        {
            statement = Connection.CreateCommand();
            statement.CommandText = sql;
            for (int i = 0; i < values.Length; i++)
                statement.Parameters.Add(new SqliteParameter($"${i + 1}", values[i]));
            statement.Prepare();
            _statements.Add(sql, statement);
        }

        for (int i = 0; i < values.Length; i++)
            statement.Parameters[i].Value = values[i];
        return statement;
    }
}
