using System.Text.RegularExpressions;
using Faultline.Configuration;
using Faultline.Workloads.Http.Model;
using Faultline.Workloads.Http.Model.Checks;

namespace Faultline.Workloads.Http.Files;

/// <summary>The steps of a script, a text each.</summary>
internal sealed partial class StepReader(ReadingContext context)
{
    private readonly ErrorList _errors = context.Errors;

    /// <summary>The steps of a list, up to the first that cannot be read; all that cannot are noted.</summary>
    /// <param name="node">The list.</param>
    /// <param name="what">What it is.</param>
    /// <param name="giveOnly">Whether only steps may stand in it that give a variable a value.</param>
    public (bool IsRead, IReadOnlyList<Step> Steps) Read(ConfigNode node, string what, bool giveOnly = false)
    {
        if (node.Kind != ConfigKind.List)
        {
            _errors.Add($"{what} must be a list of steps, not {node.Description}", node.Place, node.Kind == ConfigKind.Text ? $"Write [{SourceText.Cut(node.Text, 60)}]." : null);
            return (false, []);
        }

        var steps = new List<Step>();
        var isRead = true;
        foreach (var item in node.Items)
        {
            var step = Step(item);
            if (step is not null && giveOnly && StepCheck.SlotOf(step) < 0)
            {
                _errors.Add($"only pick, draw and new can stand here, not {item.Description}", item.Place);
                step = null;
            }

            if (step is null) isRead = false;
            else if (isRead) steps.Add(context.Places.Add(step, item.Place));
        }

        return (isRead, steps);
    }

    private Step? Step(ConfigNode node)
    {
        if (node.Kind != ConfigKind.Text)
        {
            _errors.Add($"a step must be a text, not {node.Description}", node.Place, $"Steps: an operation's name, {StepWords.Forms}.");
            return null;
        }

        var text = node.Text.Trim();
        var word = text.Split(' ', 2)[0];
        return word switch
        {
            "pick" => PickForm().Match(text) is { Success: true } m ? Pick(node, m.Groups) : Wrong(node, "pick NAME, pick NAME of ENTITY, or pick NAME != OTHER"),
            "draw" => DrawForm().Match(text) is { Success: true } m ? Draw(node, m.Groups) : Wrong(node, "draw NAME 1..50, with whole numbers"),
            "new" => NewForm().Match(text) is { Success: true } m ? new NewStep(context.Variables.SlotOf(m.Groups[1].Value)) : Wrong(node, "new NAME"),
            "pause" => Pause(node, text["pause".Length..].Trim()),
            "retry" => RetryForm().Match(text) is { Success: true } m ? Retry(node, m.Groups) : Wrong(node, "retry OPERATION, retry OPERATION 20%, or retry OPERATION 20% if unknown|failed"),
            _ => new CallStep(text),
        };
    }

    private PickStep? Pick(ConfigNode node, GroupCollection groups)
    {
        var name = groups[1].Value;
        var entity = groups[2].Success ? groups[2].Value
            : context.Entities.Contains(name) ? name
            : context.Entities is [var only] ? only
            : null;
        if (entity is null)
        {
            _errors.Add(
                context.Entities.Count == 0 ? $"pick {name}: there is nothing to pick from" : $"pick {name} does not say of which entity",
                node.Place,
                context.Entities.Count == 0 ? "populate: says what is created, or listed, before the load." : $"Write pick {name} of {context.Entities[0]}. The entities: {string.Join(", ", context.Entities)}.");
            return null;
        }

        return new PickStep(context.Variables.SlotOf(name), entity, groups[3].Success ? context.Variables.SlotOf(groups[3].Value) : -1);
    }

    private DrawStep? Draw(ConfigNode node, GroupCollection groups)
    {
        if (WholeText.Of(groups[2].Value) is { } least && WholeText.Of(groups[3].Value) is { } most) return new DrawStep(context.Variables.SlotOf(groups[1].Value), least, most);

        _errors.Add("a number of this step is out of range", node.Place);
        return null;
    }

    private PauseStep? Pause(ConfigNode node, string text)
    {
        if (text.Length == 0) return new PauseStep(null, null);
        return DurationText.Range(text) is var (shortest, longest) ? new PauseStep(shortest, longest) : (PauseStep?)Wrong(node, "pause, pause 1s, or pause 1s..3s");
    }

    private RetryStep? Retry(ConfigNode node, GroupCollection groups)
    {
        var share = groups[2].Success ? ShareText.Percent(groups[2].Value) : 100;
        if (share is not <= 100) return (RetryStep?)Wrong(node, "retry OPERATION 20%, with a share from 0% to 100%");

        var ends = groups[3].Success ? groups[3].Value.Split('|') : ["unknown"];
        return new RetryStep(groups[1].Value, share.Value / 100, ends.Contains("unknown"), ends.Contains("failed"));
    }

    private Step? Wrong(ConfigNode node, string form)
    {
        _errors.Add($"this step cannot be read: {node.Description}", node.Place, $"It is written {form}.");
        return null;
    }

    [GeneratedRegex(@"\Apick +((?!env\b)[A-Za-z_]\w*)(?: +of +([A-Za-z][\w-]*))?(?: *!= *([A-Za-z_]\w*))?\z", RegexOptions.CultureInvariant | RegexOptions.ECMAScript)]
    private static partial Regex PickForm();

    [GeneratedRegex(@"\Adraw +((?!env\b)[A-Za-z_]\w*) +(-?[0-9][0-9_]*)\.\.(-?[0-9][0-9_]*)\z", RegexOptions.CultureInvariant | RegexOptions.ECMAScript)]
    private static partial Regex DrawForm();

    [GeneratedRegex(@"\Anew +((?!env\b)[A-Za-z_]\w*)\z", RegexOptions.CultureInvariant | RegexOptions.ECMAScript)]
    private static partial Regex NewForm();

    [GeneratedRegex(@"\Aretry +([A-Za-z][\w-]*)(?: +(\S+%))?(?: +if +((?:unknown|failed)(?:\|(?:unknown|failed))?))?\z", RegexOptions.CultureInvariant | RegexOptions.ECMAScript)]
    private static partial Regex RetryForm();
}
