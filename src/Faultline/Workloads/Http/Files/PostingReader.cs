using System.Text.RegularExpressions;
using Faultline.Configuration;
using Faultline.Workloads.Http.Model;
using Faultline.Workloads.Http.Values;

namespace Faultline.Workloads.Http.Files;

/// <summary>What a transaction posts: <c>balance($from): -$cents</c>, and <c>each line in $.items: { stock($line.0): -$line.1 }</c>.</summary>
internal sealed partial class PostingReader(ReadingContext context, IReadOnlyList<AccountSpec> accounts)
{
    private const string EachForm = "each line in $.items";

    private readonly ErrorList _errors = context.Errors;

    /// <summary>The postings, and those for each element of a list; what cannot be read is noted and left out.</summary>
    public (bool IsRead, IReadOnlyList<PostingSpec> Posts, EachSpec? Each) Read(ConfigNode node)
    {
        var posts = new List<PostingSpec>();
        EachSpec? each = null;
        var isRead = node.Kind == ConfigKind.Object;
        foreach (var property in context.Entries(node, "\"posts\""))
        {
            if (!property.Name.StartsWith("each ", StringComparison.Ordinal))
            {
                if (Posting(property, element: null) is { } posting) posts.Add(posting);
                else isRead = false;
            }
            else if (each is not null)
            {
                _errors.Add("a transaction goes through one list only", property.Place, "Put all postings for an element into the first each.");
                isRead = false;
            }
            else
            {
                each = Each(property);
                isRead &= each is not null;
            }
        }

        return (isRead, posts, each);
    }

    /// <summary>Which account: the name before the bracket, and the key in it.</summary>
    public (string Account, Template Key)? Account(string text, Func<int, ConfigPlace> place, string? element = null)
    {
        if (Key().Match(text) is not { Success: true } match)
        {
            _errors.Add($"\"{SourceText.Cut(text, 60)}\" does not name an account and which one", place(0), "Write it like balance($from).");
            return null;
        }

        var key = match.Groups[2];
        return context.Parsed(index => place(key.Index + index), () => Template.Parse(key.Value, context.Variables, TemplateUse.Text, element)) is { } template
            ? (match.Groups[1].Value, template)
            : null;
    }

    private PostingSpec? Posting(ConfigProperty property, string? element)
    {
        var account = Account(property.Name, _ => property.Place, element);
        if (property.Value.Kind is not (ConfigKind.Text or ConfigKind.Number))
        {
            _errors.Add($"an amount is a number or an expression such as -$cents, not {property.Value.Description}", property.Value.Place);
            return null;
        }

        var scale = accounts.FirstOrDefault(a => a.Name == account?.Account)?.Scale ?? 0;
        var text = property.Value.Kind == ConfigKind.Number ? YamlScalar.WithoutSeparators(property.Value.Text) : property.Value.Text;
        var amount = context.Parsed(property.Value, () => Expression.Parse(text, context.Variables, element, scale));
        if (account is not var (name, key) || amount is null) return null;

        var posting = new PostingSpec(name, key, amount);
        context.Places.Add(posting, property.Value.Place, "amount");
        return context.Places.Add(posting, property.Place);
    }

    private EachSpec? Each(ConfigProperty property)
    {
        if (EachKey().Match(property.Name) is not { Success: true } match || !NameText.IsVariable(match.Groups[1].Value))
        {
            _errors.Add($"\"{SourceText.Cut(property.Name, 60)}\" is not how a list is gone through", property.Place, $"Write it like {EachForm}: {{ stock($line.0): -$line.1 }}");
            return null;
        }

        var name = match.Groups[1].Value;
        if (context.Variables.Find(name) >= 0)
        {
            _errors.Add($"\"{name}\" is a variable already, and would mean an element of the list too", property.Place, "Give one of them another name.");
            return null;
        }

        var list = context.Parsed(_ => property.Place, () => JsonPath.Parse(match.Groups[2].Value.Trim()));
        var entries = context.Entries(property.Value, "the postings of each element");
        var posts = entries.Select(p => Posting(p, name)).ToArray();
        if (list is null || posts.Length == 0 || Array.Exists(posts, p => p is null))
        {
            if (posts.Length == 0 && property.Value.Kind == ConfigKind.Object) _errors.Add("nothing is posted for each element", property.Value.Place);
            return null;
        }

        return context.Places.Add(new EachSpec(name, list, posts!), property.Place);
    }

    [GeneratedRegex(@"\A([A-Za-z][A-Za-z0-9_-]*)\((.+)\)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Key();

    [GeneratedRegex(@"\Aeach +(\S+) +in +(\$.*)\z", RegexOptions.CultureInvariant)]
    private static partial Regex EachKey();
}
