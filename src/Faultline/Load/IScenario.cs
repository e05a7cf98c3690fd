namespace Faultline.Load;

/// <summary>What virtual users do. One object serves all of them, from many threads.</summary>
public interface IScenario
{
    /// <summary>Names of the kinds of operations; users name them by index.</summary>
    IReadOnlyList<string> Kinds { get; }

    /// <summary>How long a new user waits before its first iteration.</summary>
    TimeSpan StartDelay(Random random);

    /// <summary>How long a user pauses between two iterations.</summary>
    TimeSpan Pause(Random random);

    /// <summary>One iteration of a user's behaviour. What it throws ends the load, but for its own cancellation.</summary>
    ValueTask IterateAsync(VirtualUser user);
}
