namespace Shop;

/// <summary>The answer of a batch_init call.</summary>
internal sealed record Message(string Msg);
