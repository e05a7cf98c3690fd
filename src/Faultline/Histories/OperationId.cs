namespace Faultline.Histories;

/// <summary>
/// How the id of an operation is made up: the agent that sent it (15 bits), and its number in order of invocation there
/// (48 bits). With one agent, number 0, an id is the number.
/// </summary>
public static class OperationId
{
    /// <summary>Numbers of agents are smaller.</summary>
    public const int MostAgents = 1 << 15;

    private const int AgentShift = 48;

    /// <summary>The id of this agent's operation.</summary>
    public static long Of(int agent, long number) => (long)agent << AgentShift | number;

    /// <summary>The agent that sent an operation.</summary>
    public static int Agent(long id) => (int)(id >> AgentShift);

    /// <summary>An operation's number among those of its agent.</summary>
    public static long Number(long id) => id & ((1L << AgentShift) - 1);
}
