namespace Faultline.Histories;

/// <summary>One request of a virtual user and what became of it. Times count from the start of the load.</summary>
/// <param name="Id">Number of the operation in order of invocation, from 0; with several agents, see <see cref="OperationId"/>.</param>
/// <param name="Kind">What was asked, for example <c>checkout</c>.</param>
/// <param name="Key">The entity it was asked of (an order, an item, a user), or empty where there is none.</param>
/// <param name="User">The virtual user that asked, from 0.</param>
/// <param name="Intended">When the user's behaviour wanted the request to start.</param>
/// <param name="Sent">When the first byte was handed to the system; equal to <paramref name="Completed"/> if none was.</param>
/// <param name="Completed">When the answer was complete, or the attempt was given up.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Status">HTTP status code, or 0 where no answer came.</param>
/// <param name="Bytes">Length of the answer's body in bytes.</param>
/// <param name="Answer">Text of an answer that was not ok, or why there was none; cut at 1 KiB. Empty for ok.</param>
/// <param name="Instance">The instance that answered where it says so (header <c>X-Instance</c>), else empty.</param>
public sealed record Operation(
    long Id,
    string Kind,
    string Key,
    int User,
    TimeSpan Intended,
    TimeSpan Sent,
    TimeSpan Completed,
    Outcome Outcome,
    int Status,
    int Bytes,
    string Answer,
    string Instance)
{
    /// <summary>The number that an ok answer to a read told (a stock, a credit), where the scenario says which it is; else null.</summary>
    public long? Value { get; init; }

    /// <summary>The text that an ok answer to a read told (a state), at most <see cref="ReadValue.LongestText"/> characters; else null.</summary>
    public string? Text { get; init; }

    /// <summary>What was asked, in short, where the key does not say it all: the variables of the request; else null.</summary>
    public string? Input { get; init; }
}
