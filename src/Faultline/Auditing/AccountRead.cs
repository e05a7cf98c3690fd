namespace Faultline.Auditing;

/// <summary>What somebody read of an account between its opening and its closing balance.</summary>
/// <param name="Account">Index into <see cref="Books.Accounts"/>.</param>
/// <param name="Value">The balance that was told.</param>
/// <param name="Sent">When it was asked for, since the start of the load.</param>
/// <param name="Completed">When the answer was there.</param>
/// <param name="Operation">Id of the operation, or −1 where it was none of the load's.</param>
public readonly record struct AccountRead(int Account, long Value, TimeSpan Sent, TimeSpan Completed, long Operation);

/// <summary>
/// Which operations read accounts: one of kind <paramref name="Operation"/> with the key <c>17</c> reads the account
/// called <c>&lt;Entity&gt; 17</c>. By it reads are found in a history again.
/// </summary>
/// <param name="Operation">Kind of the operations, for example <c>find-item</c>.</param>
/// <param name="Entity">First word of the account's name, for example <c>item</c>.</param>
public sealed record AccountReader(string Operation, string Entity)
{
    /// <summary>Name of the account that an operation with this key reads.</summary>
    public string NameOf(string key) => $"{Entity} {key}";
}
