namespace Faultline.IntegrationTests.Foreign;

/// <summary>One part of an accepted checkout, about to take place.</summary>
/// <param name="Store">The store that it changes.</param>
/// <param name="Account">The number that it changes.</param>
/// <param name="Amount">What is added to it.</param>
/// <param name="Checkout">Number of the checkout, from 1.</param>
/// <param name="IsRepeat">Whether the basket was paid before.</param>
/// <param name="Touched">The order with its user and its items.</param>
internal sealed record Effect(Store Store, Account Account, long Amount, int Checkout, bool IsRepeat, IReadOnlyList<string> Touched)
{
    /// <summary>How long reads do not show it.</summary>
    public TimeSpan Late { get; init; }

    /// <summary>Whether every other read shows it all the same.</summary>
    public bool Flickers { get; init; }

    public void Apply() => Account.Move(Amount, Late, Flickers);
}
