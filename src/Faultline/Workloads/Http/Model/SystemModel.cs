using Faultline.Workloads.Http.Values;

namespace Faultline.Workloads.Http.Model;

/// <summary>
/// A system that is reached by HTTP: which numbers it keeps, what its operations should change in them, and what users do.
/// A file and a program both end in one of these.
/// </summary>
internal sealed record SystemModel
{
    /// <summary>Name of the experiment, part of its run's folder.</summary>
    public required string Name { get; init; }

    /// <summary>Where requests go.</summary>
    public required IReadOnlyList<TargetSpec> Targets { get; init; }

    /// <summary>The numbers that the system keeps; empty where none can be read.</summary>
    public IReadOnlyList<AccountSpec> Accounts { get; init; } = [];

    /// <summary>What there is before the load: entities that are created, or listed.</summary>
    public IReadOnlyList<EntitySpec> Entities { get; init; } = [];

    /// <summary>What users can do.</summary>
    public required IReadOnlyList<OperationSpec> Operations { get; init; }

    /// <summary>What users do, again and again.</summary>
    public required UsersSpec Users { get; init; }

    /// <summary>
    /// Names of all variables, in the order of their slots: a value of this name stands at this place in <see cref="Scope"/>.
    /// Templates and expressions are bound to it when the model is built.
    /// </summary>
    public required VariableTable Variables { get; init; }
}

/// <summary>A service, or the gateway before several.</summary>
/// <param name="Name">As requests name it.</param>
/// <param name="Address">Scheme, host and port; a path in it goes before each path.</param>
internal sealed record TargetSpec(string Name, Uri Address)
{
    /// <summary>Headers that each request to it carries.</summary>
    public IReadOnlyList<HeaderSpec> Headers { get; init; } = [];

    /// <summary>File with the certificate of the authority that signed the target's own; null for those of the machine.</summary>
    public string? TrustedAuthority { get; init; }
}

/// <summary>A header, its value with variables.</summary>
internal sealed record HeaderSpec(string Name, Template Value);

/// <summary>A request as written: method, target, path with variables, headers, body.</summary>
internal sealed record RequestSpec(string Method, string Target, Template Path)
{
    /// <summary>Whether it only looks.</summary>
    public bool IsRead => Method is "GET" or "HEAD";

    /// <summary>Headers beside those of the target.</summary>
    public IReadOnlyList<HeaderSpec> Headers { get; init; } = [];

    /// <summary>What is sent in it; null for nothing.</summary>
    public BodyTemplate? Body { get; init; }
}

/// <summary>What a user keeps from answers for its later requests.</summary>
internal enum SessionKind
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Cookies, as a browser does.</summary>
    Cookies,
}
