namespace Faultline.Auditing;

/// <summary>What an isolated account shows of its only transaction.</summary>
/// <param name="Account">The account.</param>
/// <param name="Moved">How far its balance moved.</param>
/// <param name="Amount">What one application moves it by.</param>
internal readonly record struct SeenEffect(Account Account, long Moved, long Amount)
{
    /// <summary>Whether the movement is no multiple of the amount.</summary>
    public bool Drifted => Moved % Amount != 0;

    /// <summary>How often the transaction applied to this account.</summary>
    public long Times => Moved / Amount;
}
