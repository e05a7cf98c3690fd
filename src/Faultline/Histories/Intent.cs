namespace Faultline.Histories;

/// <summary>The place at which an operation is on record since before its first byte; the default is none.</summary>
/// <param name="Slot">Number of the slot, from 1.</param>
public readonly record struct Intent(int Slot)
{
    /// <summary>Whether the operation is on record.</summary>
    public bool IsKept => Slot > 0;
}
