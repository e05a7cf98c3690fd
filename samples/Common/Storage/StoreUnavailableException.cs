using System.Data.Common;

namespace Samples.Storage;

/// <summary>The store could not be used; a write that it was busy committing may be in it or not.</summary>
internal sealed class StoreUnavailableException(string message) : Exception(message)
{
    /// <summary>Whether an error comes from the store, whichever it is.</summary>
    public static bool Covers(Exception error) => error is StoreUnavailableException or DbException;
}
