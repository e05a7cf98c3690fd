namespace Faultline.Hosting.Machine;

/// <summary>How one instance of a service is run as a child process.</summary>
public sealed record ProcessSpec
{
    /// <summary>Name of the service.</summary>
    public required string Service { get; init; }

    /// <summary>Name of the instance, unique within its folder; letters, digits, <c>-</c>, <c>_</c> and <c>.</c> only.</summary>
    public required string Instance { get; init; }

    /// <summary>The executable.</summary>
    public required string FileName { get; init; }

    /// <summary>Its arguments.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Variables added to the environment.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Where it is run.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>File that its output is appended to; null: nowhere.</summary>
    public string? LogFile { get; init; }

    /// <summary>
    /// The most files that it had leave to open when it was started before; a later start gives it as many where it may.
    /// Null: as many as whoever starts it.
    /// </summary>
    public long? OpenFiles { get; init; }

    /// <summary>Answers 200 when the instance serves; null: it is ready as soon as it runs.</summary>
    public Uri? ReadyUrl { get; init; }
}
