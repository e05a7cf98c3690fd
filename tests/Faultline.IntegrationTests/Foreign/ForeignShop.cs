using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Faultline.IntegrationTests.Foreign;

/// <summary>
/// A shop by the same contract and as unlike ours as the contract allows: odd ids, HTML errors, more members in other
/// places, a single worker, connections that are closed, slow answers, and a paid order is charged again. What else is
/// wrong with it, or hard, is put together from behaviours.
/// </summary>
internal sealed class ForeignShop : IAsyncDisposable
{
    private const int SlowEvery = 25;
    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(200);

    private readonly WebApplication _app;
    private readonly SemaphoreSlim _worker = new(1, 1);
    private readonly ForeignBooks _books = new();
    private readonly ConcurrentDictionary<string, int> _requests = [];
    private readonly Behaviour[] _behaviours;
    private readonly ForeignDesk _desk;

    private ForeignShop(Behaviour[] behaviours)
    {
        _behaviours = behaviours;
        _desk = new ForeignDesk(_books, effect => Apply(effect, 0));
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Run(ServeAsync);
    }

    public Uri Address => new(_app.Urls.Single());

    /// <summary>Orders that were treated wrongly, with their items and users.</summary>
    public IReadOnlySet<string> Wronged => _behaviours.SelectMany(b => b.Wronged).ToHashSet();

    public static async Task<ForeignShop> StartAsync(params Behaviour[] behaviours)
    {
        var shop = new ForeignShop(behaviours);
        await shop._app.StartAsync();
        return shop;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _worker.Dispose();
    }

    private async Task ServeAsync(HttpContext context)
    {
        var call = new Call(
            context.Request.Method, context.Request.Path.Value!, _requests.AddOrUpdate(context.Connection.Id, 1, (_, before) => before + 1));
        if (await AnswerAsync(call, 0) is not { } reply)
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = reply.Status;
        context.Response.ContentType = reply.Type;
        context.Response.ContentLength = reply.Body.Length;
        foreach (var (name, value) in reply.Headers) context.Response.Headers[name] = value;
        await context.Response.Body.WriteAsync(reply.Body, context.RequestAborted);
    }

    private Task<Reply?> AnswerAsync(Call call, int from) =>
        from < _behaviours.Length ? _behaviours[from].AnswerAsync(call, () => AnswerAsync(call, from + 1)) : WorkAsync(call);

    private async Task<Reply?> WorkAsync(Call call)
    {
        await _worker.WaitAsync();
        try
        {
            var reply = Work(call, 0);
            if (call.IsCheckout && _books.Checkouts % SlowEvery == 0) await Task.Delay(Slow);
            return reply;
        }
        finally
        {
            _worker.Release();
        }
    }

    private Reply Work(Call call, int from) =>
        from < _behaviours.Length ? _behaviours[from].Work(call, _books, () => Work(call, from + 1)) : _desk.Answer(call);

    private void Apply(Effect effect, int from)
    {
        if (from < _behaviours.Length) _behaviours[from].Apply(effect, next => Apply(next, from + 1));
        else effect.Apply();
    }
}
