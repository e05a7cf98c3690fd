using Faultline.Cli.Runs;
using Faultline.Configuration;
using Faultline.Load.Http;
using Faultline.Workloads.Http;
using Faultline.Workloads.Http.Files;
using Faultline.Workloads.Http.Requests;

namespace Faultline.Cli.Commands;

/// <summary>What commands make of an experiment's file.</summary>
internal static class ExperimentOptions
{
    private static readonly string[] Extensions = [".yaml", ".yml"];

    /// <summary>Whether a name is that of an experiment's file, by its extension: also where there is no such file.</summary>
    public static bool IsFile(string name) => Extensions.Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase);

    /// <summary>The run that a file asks for.</summary>
    public static RunSettings Settings(ExperimentFile file) => new()
    {
        Name = SystemProfile.Slug(file.Model.Name) is { Length: > 0 } name ? name : "run",
        Warnings = Warnings(file),
        Users = file.Load.Users,
        SpawnRate = file.Load.SpawnRate,
        Runtime = file.Load.Runtime,
        Seed = file.Load.Seed,
        OperationTimeout = file.Load.OperationTimeout,
        ServerTimeout = file.Load.ServerTimeout,
        SettleCap = file.Load.SettleCap,
        MaxBlindSpot = file.MaxBlindSpot,
    };

    /// <summary>The workload of a file.</summary>
    /// <exception cref="ConfigurationException">A file of authorities cannot be used, or a request cannot be sent.</exception>
    public static OpenWorkload Open(ExperimentFile file, RunSettings settings, TimeProvider time, ConnectionBudget budget)
    {
        var targets = OpenTargets(file, time, budget);
        try
        {
            var options = new HttpOptions { Length = settings.Runtime, OperationTimeout = settings.OperationTimeout, Seed = settings.Seed };
            return new OpenWorkload(new HttpWorkload(file.Model, targets, options), targets);
        }
        catch
        {
            targets.Dispose();
            throw;
        }
    }

    /// <summary>The targets of a file.</summary>
    /// <exception cref="ConfigurationException">A file of authorities cannot be used.</exception>
    public static SystemTargets OpenTargets(ExperimentFile file, TimeProvider time, ConnectionBudget? budget)
    {
        try
        {
            return new SystemTargets(file.Model.Targets, time, budget);
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException(new ConfigurationError($"the authority of a target cannot be used: {e.Message.TrimEnd('.')}", file.Path));
        }
    }

    /// <summary>The warnings of a file, each on one line.</summary>
    public static IReadOnlyList<string> Warnings(ExperimentFile file) => [.. file.Warnings.Select(w => file.Model.Variables.Secrets.Hide(Line(w)))];

    private static string Line(ConfigurationError warning) => warning.File is null
        ? warning.Message
        : FormattableString.Invariant($"{warning.File}:{warning.Line}:{warning.Column}: {warning.Message}{(warning.Hint is null ? "" : $". {warning.Hint}")}");
}
