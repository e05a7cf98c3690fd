namespace Faultline.IntegrationTests.Foreign;

/// <summary>A request to a foreign shop.</summary>
/// <param name="Method">GET or POST.</param>
/// <param name="Path">The path as it was sent.</param>
/// <param name="OnConnection">The how manieth request it is on its connection, from 1.</param>
internal sealed record Call(string Method, string Path, int OnConnection)
{
    /// <summary>The parts of the path.</summary>
    public string[] Parts { get; } = Path.Trim('/').Split('/');

    public bool IsRead => Method == "GET";

    public bool IsCreateOrder => Parts is ["orders", "create", _];

    public bool IsAddItem => Parts is ["orders", "addItem", ..];

    public bool IsCheckout => Parts is ["orders", "checkout", _];

    public bool IsBatchInit => Parts is [_, "batch_init", ..];
}
