namespace Faultline.Auditing;

/// <summary>
/// A read that no single order in time of all operations explains: it told a balance that was out of date, or an
/// older one than a read before it. A system that answers before all its stores agree is weaker, not wrong.
/// </summary>
/// <param name="Entity">Name of the account.</param>
/// <param name="Value">The balance that was told.</param>
/// <param name="Least">The lowest that was possible at that time.</param>
/// <param name="Most">The highest.</param>
/// <param name="Sent">When it was asked for, since the start of the load.</param>
/// <param name="Completed">When the answer was there.</param>
/// <param name="Operation">Id of the operation, or −1 where it was none of the load's.</param>
/// <param name="OutOfDate">For how long at least the balance had no longer been so when it was asked for.</param>
public readonly record struct WeakRead(
    string Entity, long Value, long Least, long Most, TimeSpan Sent, TimeSpan Completed, long Operation, TimeSpan OutOfDate);
