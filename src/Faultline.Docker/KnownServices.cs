namespace Faultline.Docker;

/// <summary>
/// What a caller knows of services. Containers without the labels of Compose are recognised by the names of services, and
/// where a command names none, a project is looked for that has the usual ones.
/// </summary>
public sealed record KnownServices
{
    /// <summary>A caller who knows of none.</summary>
    public static KnownServices None { get; } = new();

    /// <summary>Services as systems of some kind usually have them.</summary>
    public IReadOnlyList<string> Usual { get; init; } = [];

    /// <summary>What the usual services are, for messages.</summary>
    public string UsualText { get; init; } = "usual services";

    /// <summary>The command that starts a sample of such a system in Docker, for messages, or null.</summary>
    public string? SampleCommand { get; init; }

    /// <summary>
    /// Services that something is left to undo on in a system of this name: what was killed without labels is known by the name
    /// that it had then, and must not count as gone.
    /// </summary>
    public Func<string, IEnumerable<string>> LeftIn { get; init; } = _ => [];

    /// <summary>Services that containers without labels are taken for.</summary>
    /// <param name="services">The services that a command names.</param>
    internal IReadOnlyList<string> Recognised(IReadOnlyList<string> services) => [.. services.Union(Usual, StringComparer.Ordinal)];

    /// <summary>The same in a system, with those that something is left to undo on.</summary>
    internal IReadOnlyList<string> RecognisedIn(string system, IReadOnlyList<string> services) =>
        [.. Recognised(services).Union(LeftIn(system), StringComparer.Ordinal)];

    /// <summary>Half a sentence that names the sample, or nothing.</summary>
    internal string OrSample => SampleCommand is null ? "" : $", or {SampleCommand}";
}
