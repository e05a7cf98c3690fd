namespace Faultline.Load;

/// <summary>What fell into one second of the load.</summary>
internal struct SecondCounts
{
    public long Scheduled;
    public OutcomeCounts Ended;
}
