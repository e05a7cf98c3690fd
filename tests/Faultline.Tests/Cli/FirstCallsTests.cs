using Faultline.Cli.Samples;
using Faultline.Hosting;
using Faultline.Tests.Load.Http;

namespace Faultline.Tests.Cli;

public sealed class FirstCallsTests
{
    private const string Nameless = "HTTP/1.1 400 Bad Request\r\nContent-Length: 2\r\n\r\nno";
    private const string Down = "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n";

    private static readonly string[] Paths = ["/orders/find/0", "/stock/find/0", "/payment/find_user/0"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_replica_of_every_service_has_answered()
    {
        using var server = new ScriptedServer((socket, number) => ScriptedServer.SayAsync(socket, Refused(number % 2)));

        await FirstCalls.AnsweredAsync(server.Address, Paths, replicas: 2, Nothing, TimeSpan.FromMinutes(5), TimeProvider.System, Token);

        Assert.Equal(
            ["/orders/find/0", "/orders/find/0", "/payment/find_user/0", "/payment/find_user/0", "/stock/find/0", "/stock/find/0"],
            server.Requests.Select(r => r.Split(' ')[1]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_is_not_of_the_service_itself_is_asked_again()
    {
        using var server = new ScriptedServer(async (socket, number) => number switch
        {
            0 => await ScriptedServer.SayAsync(socket, Down),
            1 => false,
            2 => await ScriptedServer.SayAsync(socket, Nameless),
            _ => await ScriptedServer.SayAsync(socket, Refused(1)),
        });

        await FirstCalls.AnsweredAsync(server.Address, Paths, replicas: 1, Nothing, TimeSpan.FromMinutes(5), TimeProvider.System, Token);

        Assert.True(server.Requests.Count(r => r.Contains("/orders/find/0", StringComparison.Ordinal)) >= 4);
    }

    [Fact]
    public async Task A_service_that_never_answers_is_named_with_what_came_instead()
    {
        using var server = new ScriptedServer((socket, _) => ScriptedServer.SayAsync(socket, Down));

        var error = await Assert.ThrowsAsync<HostUnavailableException>(
            () => FirstCalls.AnsweredAsync(server.Address, Paths, replicas: 1, Nothing, TimeSpan.Zero, TimeProvider.System, Token));

        Assert.Contains("/orders/find/0 had answers of 0 of 1 instances", error.Message, StringComparison.Ordinal);
        Assert.Contains("status 503", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_instance_that_answers_twice_is_not_two_and_what_has_ended_is_not_waited_for()
    {
        using var server = new ScriptedServer(Refused(1));

        var error = await Assert.ThrowsAsync<HostUnavailableException>(() => FirstCalls.AnsweredAsync(
            server.Address, Paths, replicas: 2, () => throw new HostUnavailableException("order-service-2 ended"), TimeSpan.FromMinutes(5), TimeProvider.System, Token));

        Assert.Equal("order-service-2 ended", error.Message);
    }

    [Fact]
    public async Task Asking_can_be_given_up()
    {
        using var server = new ScriptedServer(Down);
        using var stop = new CancellationTokenSource();
        var asking = FirstCalls.AnsweredAsync(server.Address, Paths, replicas: 1, Nothing, TimeSpan.FromMinutes(5), TimeProvider.System, stop.Token);
        await server.SeenAsync(0);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
    }

    private static Task Nothing() => Task.CompletedTask;

    private static string Refused(int instance) => $"HTTP/1.1 400 Bad Request\r\nX-Instance: service-{instance}\r\nContent-Length: 2\r\n\r\nno";
}
