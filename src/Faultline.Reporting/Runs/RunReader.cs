using System.Text.Json;
using Faultline.Auditing;
using Faultline.Histories;
using Faultline.Reporting.Json;

namespace Faultline.Reporting.Runs;

/// <summary>Reads a run's folder back, or says in a sentence why it cannot be shown.</summary>
internal static class RunReader
{
    /// <summary>The schema of <c>run.json</c> that is known here.</summary>
    public const int Schema = 1;

    // Sums over runs must not overflow because one file is wrong.
    private const long MostCheckouts = 1_000_000_000_000;

    /// <summary>The run, or why there is none, and whether that is because the file is not what a run wrote.</summary>
    public static (StoredRun? Run, string? Problem, bool IsDamage) Read(string folder)
    {
        var file = Path.Combine(folder, "run.json");
        if (!File.Exists(file))
            return Unusable("It holds no run.json.");

        try
        {
            using var stream = File.OpenRead(file);
            return JsonSerializer.Deserialize(stream, ReportJson.Members) is { } members
                ? Read(members, folder)
                : Damaged("it holds nothing");
        }
        // Readers of single values tell what they cannot read in several ways.
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            return Damaged(Place(e as JsonException));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Unusable($"Its run.json cannot be read ({e.Message.TrimEnd('.')}).");
        }
    }

    private static (StoredRun? Run, string? Problem, bool IsDamage) Read(RunMembers members, string folder)
    {
        if (members.Schema is > Schema)
            return Unusable($"It was written by a later version (schema {members.Schema}; this one reads schema {Schema}).");

        string[] missing =
        [
            .. new (string Name, object? Value)[]
            {
                ("schema", members.Schema), ("name", members.Name), ("kind", members.Kind), ("startedAt", members.StartedAt),
                ("finished", members.Finished), ("verdict", members.Verdict), ("checkouts", members.Checkouts), ("faults", members.Faults),
                ("anomaliesByKind", members.AnomaliesByKind),
            }.Where(member => member.Value is null).Select(member => member.Name),
        ];
        if (missing.Length > 0)
            return Damaged($"it has no {string.Join(", ", missing)}");
        if (members.Schema < Schema)
            return Damaged($"there is no schema {members.Schema}");
        if (members.Finished == false)
            return Unusable("The run is unfinished: it goes on, or was ended without a chance to write its results.");
        if (Verdict(members.Verdict!) is not { } verdict)
            return Damaged("its verdict is none of consistent, inconsistent and undetermined");
        if (members.Faults!.Any(fault => fault?.Service is null))
            return Damaged("a fault has no service");
        if (members.Checkouts is not { Attempted: >= 0 and < MostCheckouts, Succeeded: >= 0 } checkouts || checkouts.Succeeded > checkouts.Attempted)
            return Damaged("its checkouts do not add up");

        return (Run(members, verdict, folder), null, false);
    }

    private static (StoredRun? Run, string? Problem, bool IsDamage) Unusable(string problem) => (null, problem, false);

    private static (StoredRun? Run, string? Problem, bool IsDamage) Damaged(string how) => (null, $"Its run.json is damaged: {how}.", true);

    private static StoredRun Run(RunMembers members, VerdictKind verdict, string folder) => new()
    {
        Folder = folder,
        Name = members.Name!,
        Kind = members.Kind!,
        StartedAt = members.StartedAt!.Value,
        Interrupted = members.Interrupted,
        Checkout = members.System?.Checkout,
        Bug = members.System?.Bug,
        Users = members.Load?.Users ?? 0,
        Verdict = verdict,
        Reasons = [.. (members.Reasons ?? []).OfType<string>()],
        Checkouts = new(members.Checkouts!.Attempted, members.Checkouts.Succeeded, members.Checkouts.Refused, members.Checkouts.Unknown),
        ByKind =
        [
            .. (members.ByKind ?? []).OfType<KindMembers>().Where(k => k.Kind is not null).Select(k => new KindTotals(
                k.Kind!, new(k.Scheduled ?? 0, k.Sent ?? 0, k.Ok ?? 0, k.Failed ?? 0, k.Unknown ?? 0, 0, LatencyHistogram.Empty))),
        ],
        Faults = [.. Faults(members)],
        Inconsistencies = members.Inconsistencies is { Stock: { } stock, Payment: { } payment }
            ? new(stock.Log, stock.Database, payment.Log, payment.Database)
            : null,
        Audited = members.Audit is not null,
        AnomaliesByKind =
        [
            .. members.AnomaliesByKind!.Where(kind => kind.Value > 0).OrderByDescending(kind => kind.Value).ThenBy(kind => kind.Key, StringComparer.Ordinal),
        ],
        HasPage = File.Exists(Path.Combine(folder, "report.html")),
    };

    // Both lists stand in the same order; an entry that says otherwise belongs to no fault.
    private static IEnumerable<StoredFault> Faults(RunMembers members)
    {
        foreach (var (i, fault) in members.Faults!.Index())
        {
            var recovery = members.Recovery?.ElementAtOrDefault(i);
            if (recovery?.Service != fault!.Service || recovery?.Instance != fault.Instance)
                recovery = null;
            yield return new(
                fault.Action ?? "kill",
                fault.Service!,
                fault.Instance,
                fault.Delivered == true,
                Between(fault.DiedAt ?? fault.InjectedAt, fault.ReadyAt) ?? recovery?.DowntimeSeconds,
                recovery?.RecoveryFromInjectionSeconds,
                fault.Error ?? recovery?.Unmeasured)
            {
                RestartSeconds = Between(fault.HealedAt, fault.ReadyAt) ?? recovery?.RestartSeconds,
                // Only where both say so: what is missing from a file was not measured.
                NeverReady = fault is { InjectedAt: not null, ReadyAt: null } && recovery is { DowntimeSeconds: null },
                NeverSteady = recovery?.NeverSteady == true,
                WasToStay = fault.RecoveryTime <= 0,
            };
        }
    }

    private static double? Between(DateTimeOffset? from, DateTimeOffset? to) =>
        to - from is { Ticks: >= 0 } time ? time.TotalSeconds : null;

    private static VerdictKind? Verdict(string word) =>
        Enum.GetValues<VerdictKind>().Cast<VerdictKind?>().FirstOrDefault(kind => VerdictText.Word(kind!.Value) == word);

    private static string Place(JsonException? exception) => exception switch
    {
        { Path: { Length: > 1 } path } => $"what stands at {path.TrimStart('$', '.')} is not what belongs there",
        { LineNumber: { } line } => $"it is not JSON from line {line + 1} on",
        _ => "it is not JSON",
    };
}
