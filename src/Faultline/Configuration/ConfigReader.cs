using System.Globalization;
using System.Text.Json;

namespace Faultline.Configuration;

/// <summary>Takes values out of an object, and keeps an error for each that is missing, unknown, repeated or of the wrong kind.</summary>
internal sealed class ConfigReader
{
    private readonly List<ConfigurationError> _errors;
    private readonly Dictionary<string, ConfigMember> _members = new(StringComparer.Ordinal);
    private readonly ConfigNode _node;
    private readonly string _what;

    /// <param name="node">The value that should be an object.</param>
    /// <param name="what">What it describes, for messages.</param>
    /// <param name="keys">The keys it may have.</param>
    /// <param name="errors">Takes the errors.</param>
    public ConfigReader(ConfigNode node, string what, IReadOnlyList<string> keys, List<ConfigurationError> errors)
    {
        (_node, _what, _errors) = (node, what, errors);
        if (node.Kind != JsonValueKind.Object) errors.Add(node.Position.Error($"{what} should be an object and is {node.Describe()}"));
        foreach (var member in node.Members)
        {
            if (!keys.Contains(member.Key))
                errors.Add(member.Position.Error(
                    $"unknown key \"{member.Key}\" in {what}",
                    $"Known: {string.Join(", ", keys)}.{(Suggestion.For(member.Key, keys) is { } near ? $" Did you mean \"{near}\"?" : "")}"));
            else if (!_members.TryAdd(member.Key, member)) errors.Add(member.Position.Error($"\"{member.Key}\" stands twice in {what}"));
        }
    }

    /// <summary>Throws the errors of one file, if there are any, in the order of its text.</summary>
    /// <exception cref="ConfigurationException">There are errors.</exception>
    public static void ThrowIfAny(IReadOnlyCollection<ConfigurationError> errors)
    {
        if (errors.Count > 0) throw new ConfigurationException([.. errors.OrderBy(e => e.Line).ThenBy(e => e.Column)]);
    }

    /// <summary>A required value.</summary>
    public ConfigNode? Required(string key)
    {
        if (_members.TryGetValue(key, out var member)) return member.Value;
        // Of something that is no object, that has been said; a key that is missing beside one that is mistyped is still told.
        if (_node.Kind == JsonValueKind.Object) _errors.Add(_node.Position.Error($"\"{key}\" is missing in {_what}"));
        return null;
    }

    /// <summary>A required text that is not empty.</summary>
    public ConfigNode? RequiredText(string key) => Required(key) is { } node ? Text(node, $"\"{key}\"") : null;

    /// <summary>A required number of at least a bound.</summary>
    public double? RequiredNumber(string key, double least) => Required(key) is { } node ? Number(node, key, least) : null;

    /// <summary>A number of at least a bound, or the default where it is absent.</summary>
    public double? OptionalNumber(string key, double least, double otherwise) =>
        _members.TryGetValue(key, out var member) ? Number(member.Value, key, least) : otherwise;

    /// <summary>A whole number of at least a bound, or the default where it is absent.</summary>
    public int? OptionalWhole(string key, int least, int otherwise)
    {
        if (OptionalNumber(key, least, otherwise) is not { } number) return null;
        if (number == Math.Floor(number) && number <= int.MaxValue) return (int)number;
        _errors.Add(_members[key].Value.Position.Error($"\"{key}\" should be a whole number and is {_members[key].Value.Describe()}"));
        return null;
    }

    /// <summary>A required list.</summary>
    public IReadOnlyList<ConfigNode>? RequiredList(string key)
    {
        if (Required(key) is not { } node) return null;
        if (node.Kind == JsonValueKind.Array) return node.Items;
        _errors.Add(node.Position.Error($"\"{key}\" should be a list and is {node.Describe()}"));
        return null;
    }

    /// <summary>The node if it is a text that is not empty.</summary>
    public ConfigNode? Text(ConfigNode node, string what)
    {
        if (node.Kind == JsonValueKind.String && !string.IsNullOrWhiteSpace(node.Text)) return node;
        _errors.Add(node.Position.Error($"{what} should be a text and is {(node.Kind == JsonValueKind.String ? "empty" : node.Describe())}"));
        return null;
    }

    private double? Number(ConfigNode node, string key, double least)
    {
        if (node.Kind == JsonValueKind.Number && double.IsFinite(node.Number) && node.Number >= least) return node.Number;
        var bound = least.ToString("R", CultureInfo.InvariantCulture);
        _errors.Add(node.Position.Error(
            node.Kind == JsonValueKind.Number
                ? $"\"{key}\" must be at least {bound} and is {node.Describe()}"
                : $"\"{key}\" should be a number of at least {bound} and is {node.Describe()}"));
        return null;
    }
}
