namespace Faultline.Configuration;

/// <summary>Reads one object key by key; what is wrong goes to the list of errors and reads as null.</summary>
internal sealed class ObjectReader
{
    private readonly ConfigNode _node;
    private readonly ErrorList _errors;
    private readonly Dictionary<string, ConfigProperty> _found = new(StringComparer.Ordinal);
    private readonly HashSet<string> _misspelt = new(StringComparer.Ordinal);

    private ObjectReader(ConfigNode node, ErrorList errors)
    {
        _node = node;
        _errors = errors;
    }

    /// <summary>A reader of an object, or null where the value is none; unknown and repeated keys are noted at once.</summary>
    /// <param name="node">The value.</param>
    /// <param name="what">What it should be, for the message.</param>
    /// <param name="errors">Takes what is wrong.</param>
    /// <param name="keys">The keys that exist.</param>
    public static ObjectReader? For(ConfigNode node, string what, ErrorList errors, IReadOnlyCollection<string> keys)
    {
        if (node.Kind != ConfigKind.Object)
        {
            errors.Add($"{what} must be an object, not {node.Description}", node.Place);
            return null;
        }

        var reader = new ObjectReader(node, errors);
        foreach (var property in node.Properties) reader.Take(property, keys);

        return reader;
    }

    /// <summary>The value of a key; a required one that is missing is noted at the object.</summary>
    public ConfigNode? Find(string name, bool required)
    {
        if (_found.TryGetValue(name, out var property)) return property.Value;
        if (required && !_misspelt.Contains(name)) _errors.Add($"\"{name}\" is missing", _node.Place);

        return null;
    }

    /// <summary>A required string that is not empty.</summary>
    public ConfigNode? Text(string name) => Find(name, required: true) is { } value && IsText(value, $"\"{name}\"") ? value : null;

    /// <summary>A finite number of at least a minimum; null where it is wrong or missing.</summary>
    public double? Number(string name, double minimum, bool required)
    {
        if (Find(name, required) is not { } value) return null;

        if (value.Kind != ConfigKind.Number)
            _errors.Add($"\"{name}\" must be a number, not {value.Description}", value.Place);
        else if (!double.IsFinite(value.Number))
            _errors.Add($"\"{name}\" is too large", value.Place);
        else if (value.Number < minimum)
            _errors.Add($"\"{name}\" must be {minimum:0} or more, not {value.Text}", value.Place);
        else
            return value.Number;

        return null;
    }

    /// <summary>A whole number of at least a minimum; null where it is wrong or missing.</summary>
    public int? Whole(string name, int minimum)
    {
        if (Number(name, minimum, required: false) is not { } number) return null;
        if (number <= int.MaxValue && Math.Floor(number) == number) return (int)number;

        var value = _found[name].Value;
        _errors.Add($"\"{name}\" must be a whole number below {int.MaxValue}, not {value.Text}", value.Place);
        return null;
    }

    /// <summary>A required list with at least one item.</summary>
    public IReadOnlyList<ConfigNode>? List(string name, string of, bool mayBeEmpty = false)
    {
        if (Find(name, required: true) is not { } value) return null;
        if (value.Kind != ConfigKind.List)
        {
            var hint = value.Kind == ConfigKind.Text && value.Text.Length > 0 ? $"Write [\"{value.Text}\"]." : null;
            _errors.Add($"\"{name}\" must be a list of {of}, not {value.Description}", value.Place, hint);
            return null;
        }

        if (value.Items.Count > 0 || mayBeEmpty) return value.Items;

        _errors.Add($"\"{name}\" is empty", value.Place, $"It takes a list of {of}.");
        return null;
    }

    /// <summary>Whether a value is a string that is not blank; it is noted where not.</summary>
    public bool IsText(ConfigNode value, string what)
    {
        if (value.Kind == ConfigKind.Text && !string.IsNullOrWhiteSpace(value.Text)) return true;

        var wrong = value.Kind == ConfigKind.Text ? "must not be empty" : $"must be a string, not {value.Description}";
        _errors.Add($"{what} {wrong}", value.Place);
        return false;
    }

    private void Take(ConfigProperty property, IReadOnlyCollection<string> keys)
    {
        if (!keys.Contains(property.Name))
        {
            var suggestion = Suggestion.For(property.Name, keys);
            if (suggestion is not null) _misspelt.Add(suggestion);
            _errors.Add(
                $"unknown key \"{SourceText.Cut(property.Name, 60)}\"",
                property.Place,
                $"The keys here: {string.Join(", ", keys.Where(k => k[0] != '$'))}.{Suggestion.Question(suggestion)}");
        }
        else if (!_found.TryAdd(property.Name, property))
        {
            _errors.Add($"\"{property.Name}\" stands here twice, first in line {_found[property.Name].Place.Line}", property.Place);
        }
    }
}
