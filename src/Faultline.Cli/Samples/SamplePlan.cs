using System.Security.Cryptography;
using System.Text;

namespace Faultline.Cli.Samples;

/// <summary>A sample system: its processes, how each is started, how it is reached, and the bug that it is to have.</summary>
/// <param name="Folder">Folder that gets the <c>.faultline</c> folder with what is known of the sample.</param>
/// <param name="Replicas">Instances of each service.</param>
/// <param name="Port">Port where it is reached; null: any that is free.</param>
internal abstract record SamplePlan(string Folder, int Replicas, int? Port)
{
    /// <summary>What it is called: <c>shop</c>, <c>bank</c>.</summary>
    public abstract string Sample { get; }

    /// <summary>Which of its variants runs, as on the command line; empty where there is one only.</summary>
    public virtual string Variant => "";

    /// <summary>The bug in it, as on the command line; null: none.</summary>
    public abstract string? BugName { get; }

    /// <summary>What follows once it is up.</summary>
    public abstract string Next { get; }

    /// <summary>Its processes, the one that others reach it by last.</summary>
    public abstract IReadOnlyList<SampleProcess> Processes { get; }

    /// <summary>Paths of which each is answered by every replica of one service, and refused: nothing is there yet.</summary>
    public abstract IReadOnlyList<string> FirstCalls { get; }

    /// <summary>Taken where no port is asked for and it is free.</summary>
    public int UsualPort { get; init; }

    /// <summary>Name of the project whose containers it runs in, or null for child processes of the folder.</summary>
    public string? Project { get; init; }

    /// <summary>
    /// Name of the project of a folder's sample; every folder has its own, also where machines share an engine: what has
    /// the name is taken for ours, and removed.
    /// </summary>
    public static string ProjectOf(string sample, string folder) =>
        $"faultline-{sample}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Environment.MachineName}:{Path.GetFullPath(folder)}")))[..6]}";
}

/// <summary>Tells where a process of a sample listens.</summary>
internal delegate string AddressOf(string service, int number);

/// <summary>One process of a sample.</summary>
/// <param name="Service">The service that it is an instance of.</param>
/// <param name="Number">Its number among them, from 1.</param>
/// <param name="Store">Name of the service's store, which all of its instances share; null where it has none.</param>
/// <param name="Arguments">The command that the tool runs as this process, without where it listens and where its store is.</param>
internal sealed record SampleProcess(string Service, int Number, string? Store, Func<AddressOf, IReadOnlyList<string>> Arguments)
{
    /// <summary>Name of the instance, such as <c>order-service-1</c>.</summary>
    public string Instance => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Service}-{Number}");
}
