namespace Faultline.Benches.Soak.Sites;

/// <summary>
/// Where the shop's instances run, looked at without the tool's help: what the tool says of itself is what is on trial.
/// </summary>
internal interface ISite
{
    /// <summary>Services that a run may kill instances of.</summary>
    IReadOnlyList<string> Services { get; }

    /// <summary>All instances that are known of.</summary>
    Task<IReadOnlyList<Seen>> LookAsync(CancellationToken stop);

    /// <summary>Ends an instance as a stranger would: by SIGKILL, past the tool.</summary>
    Task KillAsync(Seen instance, CancellationToken stop);

    /// <summary>What runs, or is there, of which nothing is known.</summary>
    /// <param name="owner">The process that keeps the shop up, if it is up.</param>
    /// <param name="stop">Ends the search.</param>
    Task<IReadOnlyList<string>> OrphansAsync(int? owner, CancellationToken stop);
}

/// <summary>An instance as it was found.</summary>
/// <param name="Service">Its service.</param>
/// <param name="Name">Its name.</param>
/// <param name="Incarnation">Which start of it runs; null where none does.</param>
/// <param name="Trouble">Why it does not serve; null where it does.</param>
internal sealed record Seen(string Service, string Name, string? Incarnation, string? Trouble);
