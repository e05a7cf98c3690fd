namespace Samples.Storage;

/// <summary>A way to change an account's balance.</summary>
internal interface IPosting
{
    /// <summary>Adds the amount (negative: takes it) unless the balance would go below zero.</summary>
    /// <param name="account">The account's id.</param>
    /// <param name="amount">What is added.</param>
    /// <param name="key">Key under which the step takes effect at most once.</param>
    /// <param name="compensates">
    /// Key of an earlier step that this one undoes, by the amount that is on record for it. A step that has not come yet
    /// is kept from being applied later. Such a posting is always applied and may be repeated.
    /// </param>
    Task<PostResult> PostAsync(string account, int amount, string? key, string? compensates);
}
