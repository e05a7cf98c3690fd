using Faultline.Experiments;

namespace Faultline.Cli.Runs;

/// <summary>A workload with the connections it works over, which are closed when its run is over.</summary>
internal sealed record OpenWorkload(IWorkload Workload, IDisposable Targets);
