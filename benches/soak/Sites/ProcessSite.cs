using System.Globalization;
using System.Text.Json;
using Faultline.Benches.Soak.Commands;
using Faultline.Benches.Soak.Plans;

namespace Faultline.Benches.Soak.Sites;

/// <summary>The shop as child processes, by the records in its folder and by what the kernel tells of their processes.</summary>
internal sealed class ProcessSite(Workplace place, Health health) : ISite
{
    private readonly MarkedProcesses _marked = new(place.Mark);

    public IReadOnlyList<string> Services { get; } = ["order-service", "stock-service", "payment-service", "gateway"];

    private string Records => Path.Combine(place.Shop, ".faultline", "instances");

    public async Task<IReadOnlyList<Seen>> LookAsync(CancellationToken stop) =>
        await Task.WhenAll(Read().Select(async r =>
        {
            var incarnation = r.Runs ? string.Create(CultureInfo.InvariantCulture, $"{r.Pid}@{r.StartTime}") : null;
            return new Seen(r.Service, r.Name, incarnation, r.Runs ? await health.WhyNotAsync(r.Health, r.Name, stop) : "does not run");
        }));

    public Task KillAsync(Seen instance, CancellationToken stop)
    {
        foreach (var record in Read().Where(r => r.Name == instance.Name && r.Runs)) _ = RunningCommand.Send(record.Pid, (int)Signal.Sigkill);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<string>> OrphansAsync(int? owner, CancellationToken stop)
    {
        // Looked at before the records, so that what is started between the two is on record.
        var running = _marked.All();
        var known = Read().Select(r => r.Pid).Append(owner ?? 0).ToHashSet();
        return Task.FromResult<IReadOnlyList<string>>([.. running.Where(p => !known.Contains(p.Key)).Select(p => $"process {p.Key} ({p.Value})")]);
    }

    private List<Record> Read()
    {
        var records = new List<Record>();
        foreach (var file in Directory.Exists(Records) ? Directory.GetFiles(Records, "*.json").Order(StringComparer.Ordinal).ToArray() : [])
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(file));
            var spec = document.RootElement.GetProperty("Spec");
            var process = document.RootElement.GetProperty("Process");
            var (pid, start) = process.ValueKind == JsonValueKind.Object ? (process.GetProperty("Pid").GetInt32(), process.GetProperty("StartTime").GetInt64()) : (0, 0);
            records.Add(new Record(
                spec.GetProperty("Service").GetString()!, spec.GetProperty("Instance").GetString()!, new Uri(spec.GetProperty("ReadyUrl").GetString()!),
                pid, start, pid != 0 && IsThere(pid, start)));
        }

        return records;
    }

    private static bool IsThere(int pid, long startTime)
    {
        try
        {
            // Fields after the name, which is in brackets and may hold anything: state first, start time twentieth (proc(5)).
            var stat = File.ReadAllText($"/proc/{pid.ToString(CultureInfo.InvariantCulture)}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] is not ("Z" or "X") && long.Parse(fields[19], CultureInfo.InvariantCulture) == startTime;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private sealed record Record(string Service, string Name, Uri Health, int Pid, long StartTime, bool Runs);
}
