using Faultline.Configuration;
using Faultline.Workloads.Http.Model;

namespace Faultline.Workloads.Http.Files;

/// <summary>What users do.</summary>
internal sealed class UsersReader(ReadingContext context, StepReader steps)
{
    private static readonly (TimeSpan Shortest, TimeSpan Longest) UsualPause = (TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5));

    private static readonly Dictionary<string, SessionKind> Sessions = new(StringComparer.Ordinal)
    {
        ["none"] = SessionKind.None,
        ["cookies"] = SessionKind.Cookies,
    };

    private readonly ErrorList _errors = context.Errors;

    /// <summary>What can be read of it.</summary>
    /// <param name="node">The object.</param>
    /// <param name="operations">The operations, of which a script has its name.</param>
    public UsersSpec Read(ConfigNode node, IReadOnlyList<OperationSpec> operations)
    {
        var (shortest, longest) = UsualPause;
        if (ObjectReader.For(node, "\"users\"", _errors, ExperimentKeys.Users) is not { } reader)
        {
            context.Unread.Mix = true;
            return new UsersSpec(shortest, longest, []);
        }

        if (reader.Find("pause", required: false) is { } pause)
        {
            if (DurationText.Range(pause.Text) is { } range) (shortest, longest) = range;
            else _errors.Add($"\"pause\" must be a time such as 2s, or two such as 1s..3s, not {pause.Description}", pause.Place);
        }

        var session = new ScalarReader(reader, _errors).Choice("session", Sessions, "A token is captured like any value, and sent as a header, for example Authorization: Bearer $token.");
        var users = new UsersSpec(shortest, longest, Mix(reader, operations)) { Session = session ?? SessionKind.None };
        foreach (var member in node.Properties) context.Places.Add(users, member.Place, member.Name);
        return context.Places.Add(users, node.Place);
    }

    private List<ScriptSpec> Mix(ObjectReader reader, IReadOnlyList<OperationSpec> operations)
    {
        var scripts = new List<ScriptSpec>();
        if (reader.Find("mix", required: true) is not { } node)
        {
            context.Unread.Mix = true;
            return scripts;
        }

        foreach (var (share, place, value) in Entries(node))
        {
            var percent = ShareText.Percent(share);
            if (percent is not (> 0 and <= 100))
            {
                _errors.Add($"a script begins with its share, above 0% and up to 100%, not with \"{SourceText.Cut(share, 60)}\"", place, "For example 90%: [pick from, look]");
                context.Unread.Mix = true;
            }

            var (areRead, read) = steps.Read(value, "a script");
            var script = context.Places.Add(new ScriptSpec((percent ?? 0) / 100, read) { Name = Name(read, operations, scripts) }, place);
            if (!areRead) context.Unread.Scripts.Add(script);
            scripts.Add(script);
        }

        return scripts;
    }

    private IEnumerable<ConfigProperty> Entries(ConfigNode node)
    {
        if (node.Kind == ConfigKind.List) return node.Items.SelectMany(item => context.Entries(item, "an item of \"mix\""));
        if (node.Kind != ConfigKind.Object) return context.Entries(node, "\"mix\"");

        // Two scripts of the same share cannot be two keys of a map.
        foreach (var twice in node.Properties.GroupBy(p => p.Name).SelectMany(g => g.Skip(1)))
            _errors.Add($"\"{SourceText.Cut(twice.Name, 60)}\" stands here twice", twice.Place, $"Write the scripts as a list: - {SourceText.Cut(twice.Name, 20)}: [pick from, look]");
        return node.Properties;
    }

    // After the transaction that it ends in, else its last operation; two of the same name are told apart by a number.
    private static string Name(IReadOnlyList<Step> steps, IReadOnlyList<OperationSpec> operations, List<ScriptSpec> others)
    {
        var calls = steps.OfType<CallStep>().Select(c => c.Operation).ToArray();
        var name = calls.LastOrDefault(c => operations.Any(o => o.Name == c && o.Transaction is not null)) ?? calls.LastOrDefault() ?? "nothing";
        var same = others.Count(o => o.Name == name || o.Name.StartsWith(name + " ", StringComparison.Ordinal));
        return same == 0 ? name : $"{name} {same + 1}";
    }
}
