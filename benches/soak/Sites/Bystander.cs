using System.Diagnostics;
using System.Text.Json;
using Faultline.Benches.Soak.Commands;

namespace Faultline.Benches.Soak.Sites;

/// <summary>
/// Services of other systems, with the names of the shop's, on the same machine and engine: nothing may ever be done to
/// them. A process, and beside containers a container.
/// </summary>
internal sealed class Bystander : IAsyncDisposable
{
    private readonly Process _process;
    private readonly EngineSocket? _engine;
    private readonly string? _container;
    private readonly string? _startedAt;

    private Bystander(Process process, EngineSocket? engine, string? container, string? startedAt) =>
        (_process, _engine, _container, _startedAt) = (process, engine, container, startedAt);

    /// <summary>Puts them there.</summary>
    /// <param name="place">The folders.</param>
    /// <param name="engine">The engine that the shop runs on; null: none.</param>
    /// <param name="image">An image that has a <c>sleep</c>.</param>
    /// <param name="stop">Ends the start.</param>
    public static async Task<Bystander> StartAsync(Workplace place, EngineSocket? engine, string? image, CancellationToken stop)
    {
        var info = new ProcessStartInfo("sleep", ["1000000"]) { WorkingDirectory = place.Shop };
        // As a process of the tool's would have it.
        info.Environment["FAULTLINE_START"] = "bystander";
        info.Environment["FAULTLINE_STATE"] = place.State;
        var process = Process.Start(info)!;
        if (engine is null) return new Bystander(process, null, null, null);

        var created = await engine.PostAsync(
            "containers/create",
            new
            {
                Image = image,
                Entrypoint = new[] { "sleep", "1000000" },
                Labels = new Dictionary<string, string>
                {
                    ["com.docker.compose.project"] = $"bystander-{place.Mark.ToLowerInvariant()}",
                    ["com.docker.compose.service"] = "order-service",
                    ["com.docker.compose.container-number"] = "1",
                    ["com.docker.compose.oneoff"] = "False",
                },
            },
            stop);
        var id = created!.Value.GetProperty("Id").GetString()!;
        await engine.PostAsync($"containers/{id}/start", null, stop);
        return new Bystander(process, engine, id, await StartedAsync(engine, id, stop));
    }

    /// <summary>What became of them, or null where they are as they were.</summary>
    public async Task<string?> HarmAsync(CancellationToken stop)
    {
        if (_process.HasExited) return $"a process of another system (sleep, pid {_process.Id}) has ended with {_process.ExitCode}";
        return _container is not null && await StartedAsync(_engine!, _container, stop) != _startedAt ? $"the container of another system ({_container[..12]}) was ended or started again" : null;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
        if (_container is not null) await _engine!.RemoveAsync(_container, CancellationToken.None);
    }

    private static async Task<string> StartedAsync(EngineSocket engine, string id, CancellationToken stop)
    {
        JsonElement state = (await engine.GetAsync($"containers/{id}/json", stop)).GetProperty("State");
        return $"{state.GetProperty("Running").GetBoolean()} {state.GetProperty("StartedAt").GetString()}";
    }
}
