using Faultline.Histories;

namespace Faultline.Load;

/// <summary>How many operations ended, and how.</summary>
internal struct OutcomeCounts
{
    public long Sent;
    public long Ok;
    public long Failed;
    public long Unknown;

    /// <summary>Counts one operation.</summary>
    public void Add(Outcome outcome, bool sent)
    {
        if (sent)
            Sent++;
        switch (outcome)
        {
            case Outcome.Ok:
                Ok++;
                break;
            case Outcome.Failed:
                Failed++;
                break;
            default:
                Unknown++;
                break;
        }
    }

    /// <summary>Counts all that <paramref name="others"/> counted.</summary>
    public void Add(in OutcomeCounts others)
    {
        Sent += others.Sent;
        Ok += others.Ok;
        Failed += others.Failed;
        Unknown += others.Unknown;
    }

    /// <summary>Operations that ended.</summary>
    public readonly long Completed => Ok + Failed + Unknown;
}
