using Faultline.Hosting;

namespace Faultline.Cli.Samples;

/// <summary>Where the instances of a sample live: child processes of a folder, or containers of a project.</summary>
internal interface ISampleSite
{
    /// <summary>The host that the instances run on.</summary>
    IServiceHost Host { get; }

    /// <summary>Makes the instances known, reached at a port of 127.0.0.1; none is started.</summary>
    Task<IReadOnlyList<InstanceId>> CreateAsync(int port, CancellationToken cancellationToken);

    /// <summary>Stops the instances and forgets them; harmless where there are none.</summary>
    /// <returns>How many there were.</returns>
    Task<int> RemoveAsync(CancellationToken cancellationToken);

    /// <summary>Where a person finds what an instance wrote.</summary>
    string LogOf(InstanceId instance);
}
