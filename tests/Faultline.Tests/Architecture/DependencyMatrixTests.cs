namespace Faultline.Tests.Architecture;

/// <summary>
/// Who may use whom, read from the compiled methods: references between projects alone do not show what
/// namespaces use of each other.
/// </summary>
public sealed class DependencyMatrixTests
{
    // What the command line puts together.
    private static readonly string[] Rooms =
    [
        "Faultline.Histories", "Faultline.Configuration", "Faultline.Storage", "Faultline.Hosting", "Faultline.Auditing", "Faultline.Checking",
        "Faultline.Load", "Faultline.Faults", "Faultline.Recovery", "Faultline.Experiments", "Faultline.Workloads", "Faultline.Workloads.Shop",
        "Faultline.Workloads.Http", "Faultline.Docker", "Faultline.Reporting",
    ];

    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Faultline.Histories"] = [],
        ["Faultline.Configuration"] = [],
        ["Faultline.Storage"] = [],
        ["Faultline.Hosting"] = ["Faultline.Storage"],
        ["Faultline.Auditing"] = ["Faultline.Histories"],
        ["Faultline.Checking"] = ["Faultline.Histories", "Faultline.Auditing"],
        ["Faultline.Load"] = ["Faultline.Histories"],
        ["Faultline.Faults"] = ["Faultline.Storage", "Faultline.Hosting", "Faultline.Histories", "Faultline.Configuration"],
        ["Faultline.Recovery"] = ["Faultline.Histories", "Faultline.Faults", "Faultline.Load"],
        ["Faultline.Experiments"] =
        [
            "Faultline.Histories", "Faultline.Configuration", "Faultline.Hosting", "Faultline.Auditing", "Faultline.Load",
            "Faultline.Faults", "Faultline.Recovery", "Faultline.Storage", "Faultline.Checking",
        ],
        ["Faultline.Workloads"] =
        [
            "Faultline.Experiments", "Faultline.Histories", "Faultline.Configuration", "Faultline.Hosting", "Faultline.Auditing",
            "Faultline.Load", "Faultline.Faults", "Faultline.Recovery", "Faultline.Storage", "Faultline.Checking",
        ],
        ["Faultline.Workloads.Shop"] =
        [
            "Faultline.Workloads", "Faultline.Experiments", "Faultline.Histories", "Faultline.Configuration", "Faultline.Hosting", "Faultline.Auditing",
            "Faultline.Load", "Faultline.Faults", "Faultline.Recovery", "Faultline.Storage", "Faultline.Checking",
        ],
        ["Faultline.Workloads.Http"] =
        [
            "Faultline.Workloads", "Faultline.Experiments", "Faultline.Histories", "Faultline.Configuration", "Faultline.Auditing",
            "Faultline.Load", "Faultline.Faults", "Faultline.Checking",
        ],
        ["Faultline.Docker"] = ["Faultline.Storage", "Faultline.Hosting", "Faultline.Configuration"],
        ["Faultline.Reporting"] =
        [
            "Faultline.Experiments", "Faultline.Histories", "Faultline.Storage", "Faultline.Auditing", "Faultline.Faults", "Faultline.Recovery",
            "Faultline.Checking",
        ],
        ["Faultline.Cli"] = [.. Rooms, "Faultline.Cli.Common", "Faultline.Cli.Options", "Faultline.Cli.Terminal", "Faultline.Cli.Commands", "Faultline.Cli.Shop", "Faultline.Cli.Bank", "Faultline.Cli.Watchdogs"],
        ["Faultline.Cli.Common"] = [.. Rooms],
        ["Faultline.Cli.Terminal"] = [.. Rooms, "Faultline.Cli.Common"],
        ["Faultline.Cli.Options"] = [.. Rooms, "Faultline.Cli.Common", "Faultline.Cli.Terminal", "Faultline.Cli.Hosts", "Faultline.Cli.Runs"],
        ["Faultline.Cli.Hosts"] = [.. Rooms, "Faultline.Cli.Common", "Faultline.Cli.Shop"],
        ["Faultline.Cli.Watchdogs"] = [.. Rooms, "Faultline.Cli.Common", "Faultline.Cli.Hosts", "Faultline.Cli.Samples"],
        ["Faultline.Cli.Runs"] = [.. Rooms, "Faultline.Cli.Common", "Faultline.Cli.Terminal", "Faultline.Cli.Hosts", "Faultline.Cli.Watchdogs"],
        ["Faultline.Cli.Targets"] = [.. Rooms, "Faultline.Cli.Common", "Faultline.Cli.Options", "Faultline.Cli.Hosts", "Faultline.Cli.Watchdogs"],
        ["Faultline.Cli.Samples"] = [.. Rooms, "Faultline.Cli.Common", "Faultline.Cli.Options", "Faultline.Cli.Hosts", "Samples"],
        ["Faultline.Cli.Bank"] = [.. Rooms, "Faultline.Cli.Common", "Faultline.Cli.Options", "Faultline.Cli.Samples", "Bank", "Samples"],
        ["Faultline.Cli.Shop"] = [.. Rooms, "Faultline.Cli.Common", "Faultline.Cli.Options", "Faultline.Cli.Terminal", "Faultline.Cli.Hosts", "Faultline.Cli.Runs", "Faultline.Cli.Samples", "Faultline.Cli.Watchdogs", "Faultline.Cli.Targets", "Shop", "Samples"],
        ["Faultline.Cli.Commands"] = [.. Rooms, "Faultline.Cli.Common", "Faultline.Cli.Options", "Faultline.Cli.Terminal", "Faultline.Cli.Hosts", "Faultline.Cli.Runs", "Faultline.Cli.Samples", "Faultline.Cli.Watchdogs", "Faultline.Cli.Targets", "Faultline.Cli.Shop", "Faultline.Cli.Bank", "Bank"],
        ["Samples"] = [],
        ["Shop"] = ["Samples"],
        ["Bank"] = ["Samples"],
    };

    private static readonly string[] Assemblies = ["Faultline.dll", "Faultline.Docker.dll", "Faultline.Reporting.dll", "Faultline.Cli.dll", "Samples.dll", "Shop.dll", "Bank.dll"];

    [Fact]
    public void Rooms_use_only_the_rooms_they_may()
    {
        var uses = Uses().Where(u => u.From != u.To).ToArray();
        var forbidden = uses
            .Where(u => !Allowed.TryGetValue(u.From, out var allowed) || !allowed.Contains(u.To))
            .Select(u => $"{u.From} uses {u.To} in {u.Where}");

        Repository.None(forbidden);
    }

    [Fact]
    public void Every_room_is_in_the_matrix_and_exists()
    {
        var rooms = Assemblies.SelectMany(CompiledUses.Types).Select(t => Room(t.Namespace)).OfType<string>().ToHashSet();

        Assert.Equal(Allowed.Keys.Order(), rooms.Order());
    }

    // Sub-folders of the command line are rooms of their own; those of the others belong to their room.
    private static IEnumerable<(string From, string To, string Where)> Uses() =>
        from assembly in Assemblies
        from use in CompiledUses.Of(assembly)
        let room = Room(use.From)
        let target = Room(use.To)
        where room is not null && target is not null
        select (room, target, use.Where);

    private static string? Room(string @namespace)
    {
        var parts = @namespace.Split('.');
        return parts switch
        {
            ["Shop" or "Bank" or "Samples", ..] => parts[0],
            ["Faultline", "Cli", var folder, ..] => $"Faultline.Cli.{folder}",
            // A workload is a room of its own: what all of them need knows none of them.
            ["Faultline", "Workloads", var folder, ..] => $"Faultline.Workloads.{folder}",
            ["Faultline", var folder, ..] => $"Faultline.{folder}",
            _ => null,
        };
    }
}
