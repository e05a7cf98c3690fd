using System.Globalization;
using System.Text.RegularExpressions;
using Faultline.Configuration;

namespace Faultline.Workloads.Http.Files;

/// <summary>What goes wrong during the load.</summary>
internal sealed partial class FaultReader(ReadingContext context)
{
    private const string Form = "\"at\" is written 30% users, 300 users, 20s, 50% runtime or 500 rps";

    private readonly ErrorList _errors = context.Errors;

    /// <summary>All that can be read.</summary>
    public IReadOnlyList<FaultSpec> Read(ConfigNode node)
    {
        if (node.Kind == ConfigKind.List) return [.. node.Items.Select(Fault).OfType<FaultSpec>()];

        _errors.Add($"\"faults\" must be a list, not {node.Description}", node.Place, "For example faults: [ { at: 30% users, kill: ledger, recover: 30s } ]");
        return [];
    }

    private FaultSpec? Fault(ConfigNode node)
    {
        if (ObjectReader.For(node, "a fault", _errors, ExperimentKeys.Fault) is not { } reader) return null;

        var at = reader.Find("at", required: true) is { } moment ? At(moment) : null;
        var scalars = new ScalarReader(reader, _errors);
        var kill = reader.Find("kill", required: true) is null ? [] : scalars.Texts("kill", "the name of a service");
        foreach (var twice in kill.GroupBy(k => k.Text).SelectMany(g => g.Skip(1)))
            _errors.Add($"\"{SourceText.Cut(twice.Text, 60)}\" stands here twice", twice.Place, "For more than one instance, raise \"count\".");
        var count = reader.Find("count", required: false) is null ? 1 : reader.Whole("count", 1);
        var recover = scalars.Duration("recover", TimeSpan.Zero);
        if (at is not var (sort, value, isShare) || kill.Count == 0 || count is null) return null;

        return new FaultSpec
        {
            Moment = sort,
            At = value,
            IsShare = isShare,
            Services = [.. kill.Select(k => k.Text)],
            Count = count.Value,
            Recover = recover,
            Place = node.Place,
            ServicePlaces = [.. kill.Select(k => k.Place)],
        };
    }

    private (FaultMoment Sort, double Value, bool IsShare)? At(ConfigNode node)
    {
        var text = node.Kind == ConfigKind.Text ? node.Text.Trim() : "";
        if (DurationText.Of(text) is { } time) return (FaultMoment.Time, time.TotalSeconds, false);

        var match = Moment().Match(text);
        var (amount, unit) = (match.Groups[1].Value, match.Groups[2].Value);
        if (match.Success && amount.EndsWith('%'))
        {
            if (ShareText.Percent(amount) is <= 100 and var percent && unit != "rps") return (unit == "users" ? FaultMoment.Users : FaultMoment.Time, percent / 100, true);
        }
        else if (match.Success && unit != "runtime" && double.TryParse(YamlScalar.WithoutSeparators(amount), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
        {
            return (unit == "users" ? FaultMoment.Users : FaultMoment.RequestsPerSecond, number, false);
        }

        _errors.Add($"{Form}, not {node.Description}", node.Place, unit == "rps" && amount.EndsWith('%') ? "Nobody knows beforehand what all requests per second would be, so there is no share of them." : null);
        return null;
    }

    [GeneratedRegex(@"\A([0-9][0-9_]*(?:\.[0-9]+)?%?) *(users|runtime|rps)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Moment();
}
