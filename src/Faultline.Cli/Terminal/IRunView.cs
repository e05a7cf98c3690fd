using Faultline.Experiments;

namespace Faultline.Cli.Terminal;

/// <summary>Shows a run while it goes; disposed before the result is printed.</summary>
internal interface IRunView : IRunObserver, IAsyncDisposable
{
    /// <summary>Tells something that is not part of the run, for example that a signal came.</summary>
    void Told(string message);
}
