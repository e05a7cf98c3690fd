using System.Data.Common;

namespace Samples.Storage;

/// <summary>What differs between the databases that a service can keep its data in.</summary>
internal interface IStoreEngine
{
    /// <summary>Where the store is, for people.</summary>
    string Name { get; }

    /// <summary>Whether a store that cannot be opened may come up by itself, so that a service that starts waits for it.</summary>
    bool MayComeUp { get; }

    /// <summary>Opens a connection. Throws <see cref="DbException"/> where that fails.</summary>
    DbConnection Open(bool forWriting);

    /// <summary>Name of the parameter that statements write as $1, $2, ….</summary>
    string ParameterName(int number);

    /// <summary>The statement that creates a table, given its name and columns.</summary>
    string CreateTable(string definition);

    /// <summary>
    /// Begins a transaction that holds the store's one write lock, so that what it reads stays true until it commits.
    /// Throws <see cref="StoreUnavailableException"/> where the lock is not to be had.
    /// </summary>
    void BeginWrite(Session session);

    /// <summary>Rolls back, where there is still something to roll back.</summary>
    void RollBack(Session session);

    /// <summary>Adds many rows of texts and whole numbers to a table.</summary>
    void InsertMany(Session session, string table, string columns, IEnumerable<object[]> rows);
}
