namespace Shop.Storage;

/// <summary>A way to change an account's balance.</summary>
internal interface IPosting
{
    /// <summary>Adds the amount (negative: takes it) unless the balance would go below zero.</summary>
    Task<PostResult> PostAsync(string account, int amount, string? key);

    /// <summary>Undoes the step of that key, or keeps it from being applied later; may be repeated.</summary>
    Task CompensateAsync(string key);
}
