using Faultline.Configuration;
using Faultline.Histories;

namespace Faultline.Workloads.Http.Files;

/// <summary>How many users, for how long, and how long is waited for what.</summary>
internal sealed class LoadReader(ReadingContext context)
{
    private const double LeastSpawnRate = 0.001;
    private static readonly TimeSpan LeastTimeout = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan OneSecond = TimeSpan.FromSeconds(1);

    private readonly ErrorList _errors = context.Errors;

    /// <summary>What can be read of it, and the defaults of the rest.</summary>
    public LoadSpec Read(ConfigNode node)
    {
        var usual = new LoadSpec();
        if (ObjectReader.For(node, "\"load\"", _errors, ExperimentKeys.Load) is not { } reader) return usual;

        var scalars = new ScalarReader(reader, _errors);
        return new LoadSpec
        {
            Users = Users(reader) ?? usual.Users,
            SpawnRate = SpawnRate(reader) ?? usual.SpawnRate,
            Runtime = scalars.Duration("runtime", OneSecond) ?? usual.Runtime,
            Seed = reader.Find("seed", required: false) is null ? usual.Seed : reader.Whole("seed", int.MinValue) ?? usual.Seed,
            OperationTimeout = scalars.Duration("operation-timeout", LeastTimeout) ?? usual.OperationTimeout,
            ServerTimeout = scalars.Duration("server-timeout", TimeSpan.Zero) ?? usual.ServerTimeout,
            SettleCap = scalars.Duration("settle-cap", OneSecond) ?? usual.SettleCap,
        };
    }

    private int? Users(ObjectReader reader)
    {
        if (reader.Find("users", required: false) is not { } node || reader.Whole("users", 1) is not { } users) return null;
        if (users <= OperationRecord.MostUsers) return users;

        _errors.Add($"\"users\" must be {OperationRecord.MostUsers} or less, not {node.Text}", node.Place);
        return null;
    }

    private double? SpawnRate(ObjectReader reader)
    {
        if (reader.Find("spawn-rate", required: false) is not { } node || reader.Number("spawn-rate", 0, required: false) is not { } rate) return null;
        if (rate >= LeastSpawnRate) return rate;

        _errors.Add(FormattableString.Invariant($"\"spawn-rate\" must be {LeastSpawnRate} users a second or more, not {node.Text}"), node.Place);
        return null;
    }
}
