using Faultline.Histories;

namespace Faultline.Workloads;

/// <summary>One transaction, on accounts that nothing else touches, that is made twice to see what the second time does.</summary>
internal interface IRepeatTrial
{
    /// <summary>What is tried, as the beginning of a sentence.</summary>
    string What { get; }

    /// <summary>Makes one attempt; its answer in words where it was not ok.</summary>
    Task<(Outcome Outcome, string Answer)> AttemptAsync(CancellationToken cancellationToken);

    /// <summary>Whether the accounts show one application.</summary>
    Task<bool> ShowsAsync(CancellationToken cancellationToken);

    /// <summary>How often it was applied, as all of its accounts show; null where they cannot be read, or do not agree.</summary>
    Task<int?> TimesAsync(CancellationToken cancellationToken);
}
