using System.Text.Json;
using Faultline.Checking;
using Faultline.Histories;
using Faultline.Reporting.Json;

namespace Faultline.Reporting.Runs;

/// <summary>Reads a run's folder back, or says in a sentence why it cannot be shown.</summary>
internal static class RunReader
{
    private const int FirstSchema = 1;

    /// <summary>The run, or why there is none, and whether that is because the file is not what a run wrote.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="earlier">Reads the trade of a file of schema 1.</param>
    public static (StoredRun? Run, string? Problem, bool IsDamage) Read(string folder, EarlierSchema earlier)
    {
        var file = Path.Combine(folder, "run.json");
        if (!File.Exists(file))
            return Unusable("It holds no run.json.");

        try
        {
            using var stream = File.OpenRead(file);
            return JsonSerializer.Deserialize(stream, ReportJson.Members) is { } members
                ? Read(members, folder, () =>
                {
                    stream.Position = 0;
                    return earlier(stream);
                })
                : Damaged("it holds nothing");
        }
        catch (InvalidDataException e)
        {
            return Damaged(e.Message);
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

    private static (StoredRun? Run, string? Problem, bool IsDamage) Read(RunMembers members, string folder, Func<TradeOfRun> earlier)
    {
        if (members.Schema is > RunJson.Schema)
            return Unusable($"It was written by a later version (schema {members.Schema}; this one reads up to schema {RunJson.Schema}).");

        string[] missing =
        [
            .. new (string Name, object? Value)[]
            {
                ("schema", members.Schema), ("name", members.Name), ("kind", members.Kind), ("startedAt", members.StartedAt),
                ("finished", members.Finished), ("verdict", members.Verdict), ("faults", members.Faults),
                ("anomaliesByKind", members.AnomaliesByKind),
            }.Where(member => member.Value is null).Select(member => member.Name),
        ];
        if (missing.Length > 0)
            return Damaged($"it has no {string.Join(", ", missing)}");
        if (members.Schema < FirstSchema)
            return Damaged($"there is no schema {members.Schema}");
        if (members.Finished == false)
            return Unusable("The run is unfinished: it goes on, or was ended without a chance to write its results.");
        if (Verdict(members.Verdict!) is not { } verdict)
            return Damaged("its verdict is none of consistent, inconsistent and undetermined");
        if (members.Faults!.Any(fault => fault?.Service is null))
            return Damaged("a fault has no service");

        var trade = members.Schema == FirstSchema ? earlier() : Trade(members);
        return (Run(members, trade, verdict, folder), null, false);
    }

    private static (StoredRun? Run, string? Problem, bool IsDamage) Unusable(string problem) => (null, problem, false);

    private static (StoredRun? Run, string? Problem, bool IsDamage) Damaged(string how) => (null, $"Its run.json is damaged: {how}.", true);

    /// <exception cref="InvalidDataException">The file does not tell it.</exception>
    private static TradeOfRun Trade(RunMembers members)
    {
        string[] missing =
        [
            .. new (string Name, object? Value)[] { ("workload", members.Workload), ("transactions", members.Transactions) }
                .Where(member => member.Value is null).Select(member => member.Name),
        ];
        if (missing.Length > 0) throw new InvalidDataException($"it has no {string.Join(", ", missing)}");
        var transactions = TradeJson.Transactions(members.Transactions!) ?? throw new InvalidDataException("its transactions do not add up");
        return new(members.Workload!, TradeJson.Words(members.Words), transactions, TradeJson.Section(members.Section), members.System?.Variant);
    }

    private static StoredRun Run(RunMembers members, TradeOfRun trade, VerdictKind verdict, string folder) => new()
    {
        Folder = folder,
        Name = members.Name!,
        Kind = members.Kind!,
        StartedAt = members.StartedAt!.Value,
        Interrupted = members.Interrupted,
        Workload = trade.Workload,
        Words = trade.Words,
        Variant = trade.Variant,
        Bug = members.System?.Bug,
        Users = members.Load?.Users ?? 0,
        Verdict = verdict,
        Reasons = [.. (members.Reasons ?? []).OfType<string>()],
        Transactions = trade.Transactions,
        ByKind =
        [
            .. (members.ByKind ?? []).OfType<KindMembers>().Where(k => k.Kind is not null).Select(k => new KindTotals(
                k.Kind!, new(k.Scheduled ?? 0, k.Sent ?? 0, k.Ok ?? 0, k.Failed ?? 0, k.Unknown ?? 0, 0, LatencyHistogram.Empty))),
        ],
        Faults = [.. Faults(members)],
        Section = trade.Section,
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
