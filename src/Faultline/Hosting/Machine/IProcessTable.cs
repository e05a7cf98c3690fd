using System.Net;

namespace Faultline.Hosting.Machine;

/// <summary>What the process host asks of the machine it runs on, one step a call, so that a crash after each can be tried.</summary>
internal interface IProcessTable
{
    /// <summary>
    /// Makes a process that executes the program of a spec once it is told to, and ends without having executed anything
    /// when whoever made it dies before. Null where it was gone before it could be looked at.
    /// </summary>
    /// <exception cref="HostUnavailableException">No process could be made.</exception>
    Task<IHeldProcess?> PrepareAsync(ProcessSpec spec);

    /// <summary>Its state; exited also where another process has its pid.</summary>
    InstanceState State(ProcessIdentity process);

    /// <summary>Sends a signal to exactly this process, if it still is the one.</summary>
    void Signal(ProcessIdentity process, int signal);

    /// <summary>What answers at an address, or null where nothing does in time.</summary>
    Task<ReadyAnswer?> AskAsync(Uri url, CancellationToken cancellationToken);

    /// <summary>Whether every connection to an address of this machine goes to the process or to one of its session.</summary>
    bool Listens(ProcessIdentity process, IPAddress address, int port);
}

/// <summary>A process that waits for leave to execute its program; disposed without it, the program is never executed.</summary>
internal interface IHeldProcess : IAsyncDisposable
{
    /// <summary>Which process it is, before and after.</summary>
    ProcessIdentity Identity { get; }

    /// <summary>The most files that it may have open; null where there is no limit.</summary>
    long? OpenFiles { get; }

    /// <summary>Lets it execute its program; returns when it has, or has ended.</summary>
    Task ReleaseAsync();
}

/// <summary>An answer to the question whether a service is ready.</summary>
/// <param name="Status">Status code of HTTP.</param>
/// <param name="Instance">The instance that the answer says it is from (<c>X-Instance</c>), or null.</param>
internal readonly record struct ReadyAnswer(int Status, string? Instance)
{
    /// <summary>Whether it says that the service is ready.</summary>
    public bool IsReady => Status is >= 200 and < 300;
}
