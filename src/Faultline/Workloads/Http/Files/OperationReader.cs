using Faultline.Configuration;
using Faultline.Workloads.Http.Model;
using Faultline.Workloads.Http.Model.Checks;
using Faultline.Workloads.Http.Values;

namespace Faultline.Workloads.Http.Files;

/// <summary>What users can do, and what it should change.</summary>
internal sealed class OperationReader(ReadingContext context, RequestReader requests, PostingReader postings)
{
    private static readonly Dictionary<string, RepeatSpec> Repeats = new(StringComparer.Ordinal)
    {
        ["probe"] = RepeatSpec.Probe,
        ["applies-again"] = RepeatSpec.AppliesAgain,
        ["refused"] = RepeatSpec.Refused,
        ["no-effect"] = RepeatSpec.NoEffect,
    };

    // What is said of a transaction, and of nothing else.
    private static readonly string[] OfTransactions = ["content", "repeat", "conserves", "settle-after"];

    private readonly ErrorList _errors = context.Errors;

    /// <summary>All that can be read.</summary>
    public IReadOnlyList<OperationSpec> Read(ConfigNode node)
    {
        var entries = context.Entries(node, "\"operations\"");
        if (entries.Count == 0 && node.Kind == ConfigKind.Object) _errors.Add("\"operations\" is empty", node.Place, "For example operations: { look: { send: GET bank /accounts/$id } }");

        var operations = new List<OperationSpec>();
        foreach (var property in entries)
        {
            if (IsName(property) && Operation(property) is { } operation) operations.Add(operation);
            else context.Unread.Operations.Add(property.Name);
        }

        return operations;
    }

    private bool IsName(ConfigProperty property)
    {
        if (!NameText.IsName(property, "an operation", _errors)) return false;
        if (!StepWords.All.Contains(property.Name)) return true;

        _errors.Add($"no operation can be called {property.Name}: a step begins so", property.Place);
        return false;
    }

    private OperationSpec? Operation(ConfigProperty property)
    {
        if (ObjectReader.For(property.Value, "an operation", _errors, ExperimentKeys.Operation) is not { } reader) return null;

        var scalars = new ScalarReader(reader, _errors);
        var send = requests.Of(reader);
        var (areCapturesRead, captures) = Captures(reader);
        var (isKeyRead, key) = Key(reader);
        var (arePostsRead, posts, each) = reader.Find("posts", required: false) is { } node ? postings.Read(node) : (true, [], null);
        var contentNode = reader.Find("content", required: false);
        var content = contentNode is null ? null : requests.Read(contentNode, "\"content\"");
        var operation = new OperationSpec
        {
            Name = property.Name,
            Send = send!,
            Captures = captures,
            Transaction = key,
            Posts = posts,
            Each = each,
            Content = content,
            Repeat = scalars.Choice("repeat", Repeats) ?? RepeatSpec.Probe,
            Conserves = scalars.Flag("conserves") ?? true,
            Answers = new AnswerSpec { Refused = Statuses(reader), UnknownIf = Texts("unknown-if", "a text of a refusal") },
            SettleAfter = scalars.Duration("settle-after", TimeSpan.Zero) ?? TimeSpan.Zero,
            Reaches = Texts("reaches", "the name of a service"),
            Shows = Shown(reader),
        };
        Places(operation, property);
        if (key is null && isKeyRead)
        {
            foreach (var member in OfTransactions)
                if (reader.Find(member, required: false) is { } at)
                    _errors.Add($"\"{member}\" is said of a transaction, and \"{property.Name}\" is none", at.Place, "Add transaction: with its key, for example transaction: $id.");
        }

        // What else is wrong is noted, and nothing follows from it.
        return send is not null && areCapturesRead && isKeyRead && arePostsRead && (contentNode is null || content is not null) ? operation : null;

        string[] Texts(string name, string of) => [.. scalars.Texts(name, of).Select(t => t.Text)];
    }

    private void Places(OperationSpec operation, ConfigProperty property)
    {
        context.Places.Add(operation, property.Place);
        foreach (var member in property.Value.Properties) context.Places.Add(operation, member.Place, member.Name);
    }

    private (bool IsRead, IReadOnlyList<Capture> Captures) Captures(ObjectReader reader)
    {
        if (reader.Find("capture", required: false) is not { } node) return (true, []);

        var captures = new List<Capture>();
        foreach (var property in context.Entries(node, "\"capture\""))
        {
            if (NameText.IsVariable(property, "a variable", _errors)
                && context.Written(property.Value, $"what {property.Name} is captured from") is { } text
                && context.Parsed(property.Value, () => Capture.Parse(property.Name, text, context.Variables)) is { } capture)
                captures.Add(context.Places.Add(capture, property.Place));
        }

        return (node.Kind == ConfigKind.Object && captures.Count == node.Properties.Count, captures);
    }

    private (bool IsRead, Template? Key) Key(ObjectReader reader)
    {
        if (reader.Find("transaction", required: false) is not { } node) return (true, null);

        var key = context.Written(node, "\"transaction\"") is { } text ? context.Parsed(node, () => Template.Parse(text, context.Variables, TemplateUse.Text)) : null;
        return (key is not null, key);
    }

    private ShownSpec? Shown(ObjectReader reader)
    {
        if (reader.Find("shows", required: false) is not { } node || !reader.IsText(node, "\"shows\"")) return null;
        return postings.Account(node.Text, node.PlaceOf) is var (account, key) ? context.Places.Add(new ShownSpec(account, key), node.Place) : null;
    }

    private List<int>? Statuses(ObjectReader reader)
    {
        if (reader.Find("refused", required: false) is not { } node) return null;

        var statuses = new List<int>();
        foreach (var item in node.Kind == ConfigKind.List ? node.Items : [node])
        {
            if (item.Kind == ConfigKind.Number && item.Number is >= 400 and <= 599 && Math.Floor(item.Number) == item.Number) statuses.Add((int)item.Number);
            else _errors.Add($"\"refused\" takes statuses from 400 to 599, such as [409, 422], not {item.Description}", item.Place);
        }

        return statuses;
    }
}
