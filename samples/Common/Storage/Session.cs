using System.Data;
using System.Data.Common;

namespace Samples.Storage;

/// <summary>One connection to a store with its prepared statements; used by one thread at a time.</summary>
internal sealed class Session(IStoreEngine engine, bool forWriting) : IDisposable
{
    private readonly Dictionary<string, DbCommand> _statements = [];

    public DbConnection Connection { get; } = engine.Open(forWriting);

    /// <summary>Whether the store has ended the connection.</summary>
    public bool IsBroken => Connection.State != ConnectionState.Open;

    /// <summary>Runs a statement with the parameters $1, $2, … and returns how many rows it changed.</summary>
    public int Execute(string sql, params ReadOnlySpan<object> values) => Bind(sql, values).ExecuteNonQuery();

    public List<T> Query<T>(string sql, Func<DbDataReader, T> row, params ReadOnlySpan<object> values)
    {
        using DbDataReader reader = Bind(sql, values).ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
            rows.Add(row(reader));
        return rows;
    }

    public T? Find<T>(string sql, Func<DbDataReader, T> row, params ReadOnlySpan<object> values)
        where T : class
    {
        using DbDataReader reader = Bind(sql, values).ExecuteReader();
        return reader.Read() ? row(reader) : null;
    }

    /// <summary>Adds many rows; the columns are named as in SQL, with commas between them.</summary>
    public void InsertMany(string table, string columns, IEnumerable<object[]> rows) => engine.InsertMany(this, table, columns, rows);

    public void Dispose()
    {
        foreach (DbCommand statement in _statements.Values)
            statement.Dispose();
        Connection.Dispose();
    }

    private DbCommand Bind(string sql, ReadOnlySpan<object> values)
    {
        if (!_statements.TryGetValue(sql, out DbCommand? statement))
        {
            statement = Connection.CreateCommand();
            statement.CommandText = sql;
            for (int i = 0; i < values.Length; i++)
            {
                DbParameter parameter = statement.CreateParameter();
                parameter.ParameterName = engine.ParameterName(i + 1);
                parameter.Value = Wide(values[i]);
                statement.Parameters.Add(parameter);
            }

            statement.Prepare();
            _statements.Add(sql, statement);
        }

        for (int i = 0; i < values.Length; i++)
            statement.Parameters[i].Value = Wide(values[i]);
        return statement;
    }

    // A prepared statement keeps the types it was prepared with.
    private static object Wide(object value) => value is int number ? (long)number : value;
}
