using System.Globalization;
using Faultline.Configuration;

namespace Faultline.Workloads.Http.Files;

/// <summary>Single values of an object: times, shares, choices, yes and no. What is wrong is noted, and reads as null.</summary>
internal sealed class ScalarReader(ObjectReader reader, ErrorList errors)
{
    /// <summary>A time of at least a minimum.</summary>
    public TimeSpan? Duration(string name, TimeSpan least)
    {
        if (reader.Find(name, required: false) is not { } node) return null;
        if (DurationText.Of(node.Text) is not { } duration)
            errors.Add($"\"{name}\" must be a time such as 300ms, 20s or 5m, not {node.Description}", node.Place, node.Kind == ConfigKind.Number ? $"Write {node.Text}s." : null);
        else if (duration < least)
            errors.Add(string.Create(CultureInfo.InvariantCulture, $"\"{name}\" must be {least.TotalSeconds:0.###}s or more, not {node.Text}"), node.Place);
        else
            return duration;

        return null;
    }

    /// <summary>A share from 0 to 1, written as <c>40%</c>.</summary>
    public double? Share(string name)
    {
        if (reader.Find(name, required: false) is not { } node) return null;
        if (node.Kind == ConfigKind.Text && ShareText.Percent(node.Text) is <= 100 and var percent) return percent / 100;

        errors.Add($"\"{name}\" must be a share from 0% to 100%, not {node.Description}", node.Place);
        return null;
    }

    /// <summary>yes or no.</summary>
    public bool? Flag(string name)
    {
        if (reader.Find(name, required: false) is not { } node) return null;
        switch (node.Text)
        {
            case "yes" or "true":
                return true;
            case "no" or "false":
                return false;
            default:
                errors.Add($"\"{name}\" must be yes or no, not {node.Description}", node.Place);
                return null;
        }
    }

    /// <summary>One of several words.</summary>
    public T? Choice<T>(string name, IReadOnlyDictionary<string, T> choices, string? hint = null)
        where T : struct
    {
        if (reader.Find(name, required: false) is not { } node) return null;
        if (node.Kind == ConfigKind.Text && choices.TryGetValue(node.Text, out var choice)) return choice;

        errors.Add(
            $"\"{name}\" must be {string.Join(", ", choices.Keys.SkipLast(1))} or {choices.Keys.Last()}, not {node.Description}.{Suggestion.Question(node.Text, choices.Keys)}",
            node.Place, hint);
        return null;
    }

    /// <summary>Texts: one, or a list of them; empty where there are none.</summary>
    public IReadOnlyList<ConfigNode> Texts(string name, string of)
    {
        if (reader.Find(name, required: false) is not { } node) return [];
        if (node.Kind == ConfigKind.Text) return reader.IsText(node, of) ? [node] : [];
        return [.. (reader.List(name, of) ?? []).Where(item => reader.IsText(item, of))];
    }
}
