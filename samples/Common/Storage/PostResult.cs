namespace Samples.Storage;

/// <summary>What became of an amount that was to be posted to an account.</summary>
internal enum PostResult
{
    /// <summary>It is in the balance (once, however often it was sent under its key).</summary>
    Applied,

    /// <summary>The balance would go below zero.</summary>
    Short,

    /// <summary>There is no such account.</summary>
    NoAccount,

    /// <summary>The step was compensated before it arrived.</summary>
    Cancelled,
}
