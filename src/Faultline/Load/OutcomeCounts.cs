using Faultline.Histories;

namespace Faultline.Load;

/// <summary>How many operations ended, and how.</summary>
internal struct OutcomeCounts
{
    public long Sent;
    public long Ok;
    public long Failed;
    public long Unknown;
    public long Answered;

    /// <summary>Counts one operation.</summary>
    public void Add(Outcome outcome, bool sent, bool answered)
    {
        if (sent)
            Sent++;
        if (answered)
            Answered++;
        switch (outcome)
        {
            case Outcome.Ok:
                Ok++;
                break;
            case Outcome.Failed:
                Failed++;
                break;
            case Outcome.Unknown:
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
        Answered += others.Answered;
    }

    /// <summary>Operations that ended.</summary>
    public readonly long Completed => Ok + Failed + Unknown;
}
