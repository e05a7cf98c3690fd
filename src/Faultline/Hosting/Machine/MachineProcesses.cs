using System.Net;
using System.Runtime.InteropServices;

namespace Faultline.Hosting.Machine;

/// <summary>The processes of this machine.</summary>
internal sealed partial class MachineProcesses : IProcessTable
{
    public static readonly MachineProcesses Instance = new();

    private const string InstanceHeader = "X-Instance";
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(1);
    private static readonly HttpClient Client = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero, UseProxy = false, AllowAutoRedirect = false }) { Timeout = AnswerLimit };

    private MachineProcesses()
    {
    }

    public async Task<IHeldProcess?> PrepareAsync(ProcessSpec spec) => await HeldProcess.PrepareAsync(spec);

    public InstanceState State(ProcessIdentity process) => process.State();

    public void Signal(ProcessIdentity process, int signal)
    {
        if (process.State() != InstanceState.Exited) _ = Kill(process.Pid, signal);
    }

    public async Task<ReadyAnswer?> AskAsync(Uri url, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await Client.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            var instance = answer.Headers.TryGetValues(InstanceHeader, out var values) ? values.FirstOrDefault() : null;
            return new ReadyAnswer((int)answer.StatusCode, instance);
        }
        catch (HttpRequestException)
        {
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    public bool Listens(ProcessIdentity process, IPAddress address, int port)
    {
        try
        {
            return ListeningSockets.HeldBySession(process.Pid, address, port);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HostUnavailableException($"who listens on port {port} cannot be told ({e.Message.TrimEnd('.')})", inner: e);
        }
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int pid, int signal);
}

/// <summary>Signals by number (signal(7)).</summary>
internal static class Signals
{
    public const int Sigkill = 9;
    public const int Sigterm = 15;

    /// <summary>Goes on after a stop.</summary>
    public const int Sigcont = 18;
}
