using System.Text.RegularExpressions;
using Faultline.Configuration;
using Faultline.Workloads.Http.Model;
using Faultline.Workloads.Http.Values;

namespace Faultline.Workloads.Http.Files;

/// <summary>The numbers that the system keeps.</summary>
internal sealed partial class AccountReader(ReadingContext context, RequestReader requests)
{
    private readonly ErrorList _errors = context.Errors;

    /// <summary>All that can be read.</summary>
    public IReadOnlyList<AccountSpec> Read(ConfigNode node)
    {
        var accounts = new List<AccountSpec>();
        foreach (var property in context.Entries(node, "\"accounts\""))
        {
            if (NameText.IsName(property, "an account", _errors) && Account(property) is { } account) accounts.Add(account);
            else context.Unread.Accounts.Add(property.Name);
        }

        return accounts;
    }

    private AccountSpec? Account(ConfigProperty property)
    {
        if (ObjectReader.For(property.Value, "an account", _errors, ExperimentKeys.Account) is not { } reader) return null;

        var scalars = new ScalarReader(reader, _errors);
        var scale = Scale(reader);
        var read = reader.Find("read", required: true) is { } request ? requests.Read(request, "\"read\"") : null;
        var value = reader.Find("value", required: true) is { } node ? Value(node, "\"value\"", scale) : null;
        var (isWeightRead, weight, fixedWeight) = Weight(reader);
        var (floor, words, isFlag) = (Floor(reader), Words(reader, property.Name), scalars.Flag("flag") ?? false);
        // What else is wrong is noted, and nothing follows from it.
        if (read is null || value is null || !isWeightRead) return null;

        var account = new AccountSpec
        {
            Name = property.Name,
            Read = read,
            Value = value,
            Weight = weight,
            FixedWeight = fixedWeight,
            Floor = floor,
            IsFlag = isFlag,
            Scale = scale,
            Unit = reader.Find("unit", required: false) is { } unit ? context.Written(unit, "\"unit\"") : null,
            Words = words,
        };
        foreach (var member in ExperimentKeys.Account)
            if (reader.Find(member, required: false) is { } at) context.Places.Add(account, at.Place, member);
        return context.Places.Add(account, property.Place);
    }

    private int Scale(ObjectReader reader)
    {
        if (reader.Find("scale", required: false) is null) return 0;
        if (reader.Whole("scale", 0) is not { } scale) return 0;
        if (scale <= AccountSpec.MostScale) return scale;

        _errors.Add($"\"scale\" must lie between 0 and {AccountSpec.MostScale}, not {scale}", reader.Find("scale", required: false)!.Place, "It is the number of decimal places: 2 for 12.30.");
        return 0;
    }

    private ValueReader? Value(ConfigNode node, string what, int scale)
    {
        if (node.Kind == ConfigKind.Text) return context.Parsed(node, () => ValueReader.Parse(node.Text, scale));

        _errors.Add($"{what} must say where the number stands in the answer, such as $.balance, not {node.Description}", node.Place);
        return null;
    }

    private (bool IsRead, ValueReader? Weight, long Fixed) Weight(ObjectReader reader)
    {
        if (reader.Find("weight", required: false) is not { } node) return (true, null, 1);
        if (node.Kind == ConfigKind.Text)
        {
            var weight = Value(node, "\"weight\"", 0);
            return (weight is not null, weight, 1);
        }

        if (WholeText.Of(node) is { } number) return (true, null, number);

        _errors.Add($"\"weight\" must be a whole number, or say where it stands in the answer, such as $.price, not {node.Description}", node.Place);
        return (false, null, 1);
    }

    private long? Floor(ObjectReader reader)
    {
        if (reader.Find("floor", required: false) is not { } node) return null;
        if (WholeText.Of(node) is { } floor) return floor;

        _errors.Add(
            $"\"floor\" must be a whole number, not {node.Description}", node.Place,
            node.Kind == ConfigKind.Number ? "It is in the smallest unit, as amounts are: with scale: 2, -1230 stands for -12.30." : null);
        return null;
    }

    private AccountWords? Words(ObjectReader reader, string name)
    {
        if (reader.Find("words", required: false) is not { } node) return null;

        var keys = ExperimentKeys.Words;
        var words = new Dictionary<string, ConfigNode>(StringComparer.Ordinal);
        if (node.Kind == ConfigKind.List)
        {
            if (node.Items.Count is 0 || node.Items.Count > keys.Length)
            {
                _errors.Add($"\"words\" takes one to {keys.Length} words, not {node.Items.Count}", node.Place, $"In this order: {string.Join(", ", keys)}.");
                return null;
            }

            foreach (var (index, item) in node.Items.Index()) words[keys[index]] = item;
        }
        else if (ObjectReader.For(node, "\"words\"", _errors, keys) is { } map)
        {
            foreach (var key in keys)
                if (map.Find(key, required: key == "entity") is { } word) words[key] = word;
        }

        if (!words.ContainsKey("entity") || words.Any(w => !IsWord(w.Key, w.Value))) return null;

        string Of(string key, string general) => words.TryGetValue(key, out var word) ? word.Text : general;
        return new AccountWords(
            Of("entity", name), Of("twice", $"{name}-moved-twice"), Of("kept", $"{name}-not-given-back"), Of("below", $"{name}-below-floor"), Of("off", $"{name}-out-of-bounds"));
    }

    private bool IsWord(string key, ConfigNode word)
    {
        if (word.Kind == ConfigKind.Text && Kebab().IsMatch(word.Text)) return true;

        _errors.Add(
            $"the word \"{key}\" must be in small letters with hyphens, such as {(key == "entity" ? "account" : "moved-twice")}, not {word.Description}", word.Place);
        return false;
    }

    [GeneratedRegex(@"\A[a-z][a-z0-9]*(-[a-z0-9]+)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Kebab();
}
