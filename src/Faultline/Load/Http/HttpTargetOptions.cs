namespace Faultline.Load.Http;

/// <summary>How a server is reached.</summary>
public sealed record HttpTargetOptions
{
    /// <summary>How many connections it may have open, together with those that share the budget; null: any number.</summary>
    public ConnectionBudget? Budget { get; init; }

    /// <summary>Which certificates are believed, where its address is https.</summary>
    public ServerTrust Trust { get; init; } = ServerTrust.Machine;

    /// <summary>What its answers under way may take, together with those that share it; null: memory of its own.</summary>
    internal AnswerMemory? Memory { get; init; }
}
