using System.Net.Sockets;
using System.Text;
using Faultline.Tests.Load.Http;

namespace Faultline.Tests.Workloads.Shop;

/// <summary>
/// A shop of which nothing can be relied on: it answers like one, and every now and then with something else that a
/// server may send. Which, follows from the seed and from what it is asked.
/// </summary>
internal sealed class HostileShop(int seed, double share)
{
    private static readonly string[] Bodies =
    [
        "", "null", "[]", "7", "\"text\"", "{", "{}", "<html><body>\u001b[2J400</body></html>", "\uFEFF{\"stock\":1.0,\"price\":1e0,\"credit\":5.0}",
        """{"order_id":"same","user_id":"same","item_id":"same"}""", """{"order_id":"","user_id":"","item_id":""}""", """{"order_id":17,"user_id":-1,"item_id":1e400}""",
        """{"order_id":"../..?#%","user_id":"a b\\nc","item_id":"\\u0000"}""", """{"order_id":"\\ud800","user_id":"\\ud800","item_id":"\\ud800"}""",
        """{"order_id":{},"user_id":[],"item_id":null}""", """{"stock":"100","price":"1","credit":"5"}""", """{"stock":9223372036854775807,"price":9223372036854775807,"credit":-9223372036854775808}""",
        """{"stock":1e30,"price":0.5,"credit":1e400}""",
        """{"paid":false,"items":[["0",9223372036854775807],["0",9223372036854775807]],"user_id":"0","total_cost":9223372036854775807}""",
        """{"paid":true,"items":[["0",-9223372036854775808],["1",9223372036854775807]],"user_id":"nobody","total_cost":-9223372036854775808}""",
        """{"paid":false,"items":[{"item_id":"0","quantity":1}],"user_id":"0","total_cost":2}""", """{"paid":0,"items":{},"user_id":0,"total_cost":null}""",
        """{"paid":true,"items":[],"user_id":"0","total_cost":0}""", "\u001f\u008b\b\0\0\0", "\0{\0}\0",
    ];

    // A population without an end would be asked for thousands of orders.
    private const int Orders = 40;

    private static readonly int[] Statuses = [200, 200, 200, 201, 204, 302, 307, 308, 400, 401, 404, 408, 409, 422, 429, 500, 503, 999];

    private readonly Lock _gate = new();
    private readonly Random _random = new(seed);
    private int _ids;

    /// <summary>Answers one request, given by its first line.</summary>
    public Task<bool> AnswerAsync(Socket socket, string request)
    {
        var path = request.Split(' ')[1];
        lock (_gate)
        {
            if (path.StartsWith("/orders/find/", StringComparison.Ordinal) && int.TryParse(path.Split('/')[^1], out var order) && order >= Orders)
                return SayAsync(socket, 400, "no such order");
            if (_random.NextDouble() >= share) return SayAsync(socket, 200, Right(path));
            return _random.Next(12) switch
            {
                0 => Task.FromResult(false),
                1 => ScriptedServer.SayAsync(socket, "HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n{", stay: false),
                2 => ScriptedServer.SayAsync(socket, "no HTTP at all\r\n\r\n", stay: false),
                3 => ScriptedServer.SayAsync(socket, "HTTP/1.1 307 There\r\nLocation: http://[\u0001\r\nContent-Length: 0\r\n\r\n"),
                _ => SayAsync(socket, Statuses[_random.Next(Statuses.Length)], Bodies[_random.Next(Bodies.Length)]),
            };
        }
    }

    private string Right(string path) => path.Split('/') switch
    {
        ["", "orders", "create", ..] => $$"""{"order_id":"o{{(_random.Next(4) == 0 ? _ids : ++_ids)}}"}""",
        ["", "orders", "find", ..] => """{"paid":false,"items":[["0",1]],"user_id":"0","total_cost":1}""",
        ["", "stock", "item", ..] => """{"item_id":"i"}""",
        ["", "stock", "find", ..] => $$"""{"stock":{{(_random.Next(2) == 0 ? 2 : 1000000)}},"price":1}""",
        ["", "payment", "create_user"] => """{"user_id":"u"}""",
        ["", "payment", "find_user", ..] => """{"user_id":"0","credit":1000000}""",
        _ => "done",
    };

    private static async Task<bool> SayAsync(Socket socket, int status, string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        byte[] head = Encoding.ASCII.GetBytes($"HTTP/1.1 {status} Said\r\nContent-Length: {(status == 204 ? 0 : bytes.Length)}\r\n\r\n");
        await socket.SendAsync((byte[])[.. head, .. status == 204 ? [] : bytes]);
        return true;
    }
}
