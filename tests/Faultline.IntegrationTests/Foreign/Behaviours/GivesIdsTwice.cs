using System.Text.Json;

namespace Faultline.IntegrationTests.Foreign;

/// <summary>Now and then a new order gets the id of the one before, and takes its place.</summary>
internal sealed class GivesIdsTwice : Behaviour
{
    // The tool's own try of a repeated checkout is two: it goes wrong afterwards.
    private const int FirstCheckouts = 2;
    private const int OneIn = 10;
    private string? _last;
    private int _creates;

    public override Reply Work(Call call, ForeignBooks books, Func<Reply> desk)
    {
        var reply = desk();
        if (!call.IsCreateOrder) return reply;
        var id = Id(reply);
        if (books.Checkouts < FirstCheckouts || ++_creates % OneIn > 0 || _last is not { } last)
        {
            _last = id;
            return reply;
        }

        books.Baskets[last] = books.Baskets[id];
        books.Baskets.Remove(id);
        Wronged.Add(last);
        return reply.Saying(reply.Text.Replace(id, last, StringComparison.Ordinal));
    }

    private static string Id(Reply reply)
    {
        using var document = JsonDocument.Parse(reply.Text);
        return document.RootElement.GetProperty("order_id").GetString()!;
    }
}
