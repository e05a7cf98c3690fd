using System.Globalization;
using System.Net.Sockets;
using Faultline.Hosting.Machine;

namespace Faultline.IntegrationTests.Hosting;

/// <summary>A program that listens on a port of its own and answers every request with the status that a file holds.</summary>
internal sealed class ListeningService(string folder)
{
    private const string Program =
        """
        $s = IO::Socket::INET->new(LocalAddr => "127.0.0.1", LocalPort => $ARGV[0], Listen => 9, ReuseAddr => 1) or exit 3;
        while ($c = $s->accept) {
          <$c>; open F, "<", $ARGV[1]; $status = <F>; close F;
          print $c "HTTP/1.1 $status -\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"; close $c;
        }
        """;

    private readonly int _port = FreePort.Find();
    private readonly string _status = Path.Combine(folder, "status");

    /// <summary>The status that it answers with.</summary>
    public int Status
    {
        set => File.WriteAllText(_status, value.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>A spec that runs it.</summary>
    public ProcessSpec Spec(ProcessSpec like) => like with
    {
        FileName = "/usr/bin/perl",
        Arguments = ["-MIO::Socket::INET", "-e", Program, _port.ToString(CultureInfo.InvariantCulture), _status],
        ReadyUrl = new Uri($"http://127.0.0.1:{_port}/"),
    };

    /// <summary>Comes back when it accepts connections.</summary>
    public async Task ListensAsync()
    {
        while (true)
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync("127.0.0.1", _port, TestContext.Current.CancellationToken);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(5, TestContext.Current.CancellationToken);
            }
        }
    }
}
