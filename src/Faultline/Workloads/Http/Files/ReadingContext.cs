using Faultline.Configuration;
using Faultline.Workloads.Http.Model;
using Faultline.Workloads.Http.Model.Checks;
using Faultline.Workloads.Http.Values;

namespace Faultline.Workloads.Http.Files;

/// <summary>What all readers of one file share.</summary>
/// <param name="path">The file, as errors name it.</param>
/// <param name="environment">Looks up <c>$env.NAME</c>; null for the environment of this process.</param>
internal sealed class ReadingContext(string path, Func<string, string?>? environment)
{
    /// <summary>The file, as errors name it.</summary>
    public string File { get; } = path;

    /// <summary>Everything that is wrong.</summary>
    public ErrorList Errors { get; } = new(path);

    /// <summary>The variables that were named so far.</summary>
    public VariableTable Variables { get; } = new(environment);

    /// <summary>Where the parts of the model stand.</summary>
    public ModelPlaces Places { get; } = new();

    /// <summary>Names that are declared, but whose parts could not be read.</summary>
    public UnreadNames Unread { get; } = new();

    /// <summary>Folder of the file, that paths in it start from.</summary>
    public string Folder { get; } = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path)) ?? ".";

    /// <summary>Names of the targets, in their order.</summary>
    public IReadOnlyList<string> Targets { get; set; } = [];

    /// <summary>Names of the entities, in their order.</summary>
    public IReadOnlyList<string> Entities { get; set; } = [];

    /// <summary>Makes something of a text; null where it cannot be made, which is noted at its place in the text.</summary>
    /// <param name="node">The value that holds the text.</param>
    /// <param name="parse">Makes it.</param>
    /// <param name="offset">Where the text begins in the value.</param>
    public T? Parsed<T>(ConfigNode node, Func<T> parse, int offset = 0)
        where T : class => Parsed(index => node.PlaceOf(offset + index), parse);

    /// <summary>Makes something of a text; null where it cannot be made, which is noted at its place.</summary>
    /// <param name="place">The place of a character of the text.</param>
    /// <param name="parse">Makes it.</param>
    public T? Parsed<T>(Func<int, ConfigPlace> place, Func<T> parse)
        where T : class
    {
        try
        {
            return parse();
        }
        catch (ValueSyntaxException e)
        {
            Errors.Add(e.Message, place(e.Index), e.Hint);
            return null;
        }
    }

    /// <summary>A template of a request: it sees variables, and no answer.</summary>
    public Template? RequestTemplate(ConfigNode node, TemplateUse use, string text, int offset = 0)
    {
        var template = Parsed(node, () => Template.Parse(text, Variables, use), offset);
        if (template is not { NeedsAnswer: true }) return template;

        Errors.Add($"\"{SourceText.Cut(text, 60)}\" looks into an answer ($.), and a request has none yet", node.Place, "capture: takes a value out of the answer to an operation before.");
        return null;
    }

    /// <summary>A text, number or boolean as it is written; null where it is none of them, which is noted.</summary>
    public string? Written(ConfigNode node, string what)
    {
        if (node.Kind is ConfigKind.Text or ConfigKind.Number or ConfigKind.Boolean) return node.Text;

        Errors.Add($"{what} must be a text, not {node.Description}", node.Place);
        return null;
    }

    /// <summary>The keys and values of a map whose keys the user chose, each key once; empty where it is none, which is noted.</summary>
    public IReadOnlyList<ConfigProperty> Entries(ConfigNode node, string what)
    {
        if (node.Kind != ConfigKind.Object)
        {
            Errors.Add($"{what} must be a map, not {node.Description}", node.Place);
            return [];
        }

        var first = new Dictionary<string, ConfigProperty>(StringComparer.Ordinal);
        foreach (var property in node.Properties)
        {
            if (!first.TryAdd(property.Name, property))
                Errors.Add($"\"{SourceText.Cut(property.Name, 60)}\" stands here twice, first in line {first[property.Name].Place.Line}", property.Place);
        }

        return [.. first.Values];
    }
}
