using Faultline.Configuration;
using Faultline.Workloads.Http.Model;
using Faultline.Workloads.Http.Model.Checks;

namespace Faultline.Workloads.Http.Files;

/// <summary>An experiment as a file in YAML says it: the system, the load and the faults.</summary>
internal sealed record ExperimentFile
{
    private const string Missing = "`faultline init --system empty` writes one to start from.";

    /// <summary>Where it was read, as the user named it.</summary>
    public required string Path { get; init; }

    /// <summary>The system, and what users do.</summary>
    public required SystemModel Model { get; init; }

    /// <summary>The load.</summary>
    public required LoadSpec Load { get; init; }

    /// <summary>What goes wrong during the load.</summary>
    public IReadOnlyList<FaultSpec> Faults { get; init; } = [];

    /// <summary>Share of unresolved attempts, from 0 to 1, up to which a run may be called consistent.</summary>
    public double MaxBlindSpot { get; init; } = 0.05;

    /// <summary>What its author should know before the load, in the order of the text.</summary>
    public IReadOnlyList<ConfigurationError> Warnings { get; init; } = [];

    /// <summary>Where the parts of the model stand in it.</summary>
    public required ModelPlaces Places { get; init; }

    /// <summary>A starter file with comments for each system that has one, by name.</summary>
    public static IReadOnlyDictionary<string, StarterFile> StarterFiles { get; } = new Dictionary<string, StarterFile>(StringComparer.Ordinal)
    {
        ["bank"] = new("bank.yaml"),
        ["shop"] = new("shop.yaml"),
        ["empty"] = new("empty.yaml"),
    };

    /// <summary>The JSON Schema by which editors complete and check such a file.</summary>
    public static StarterFile Schema { get; } = new("faultline.schema.json");

    /// <summary>Reads a file.</summary>
    /// <param name="path">Where it is; errors name it so.</param>
    /// <param name="environment">Looks up <c>$env.NAME</c>; null for the environment of this process.</param>
    /// <exception cref="ConfigurationException">It cannot be read or is wrong; carries all errors.</exception>
    public static ExperimentFile Read(string path, Func<string, string?>? environment = null)
    {
        var root = YamlFile.Read(path, Missing);
        var context = new ReadingContext(path, environment);
        var file = new ExperimentReader(context).Read(root);
        var warnings = new ErrorList(path);
        foreach (var finding in file is null ? [] : ModelCheck.Of(file.Model, context.Unread))
        {
            var place = context.Places.Of(finding.Part, finding.Member) ?? root.Place;
            (finding.IsError ? context.Errors : warnings).Add(finding.Message, place, finding.Hint);
        }

        context.Errors.ThrowIfAny();
        return file! with { Warnings = warnings.InOrder };
    }
}
