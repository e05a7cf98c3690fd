using System.Globalization;
using Faultline.Load.Http;
using Faultline.Workloads.Http.Values;

namespace Faultline.Workloads.Http.Plans;

/// <summary>What is asked of variables and their values beside what they are.</summary>
internal static class Variables
{
    /// <summary>The slot of the variable that a text is and nothing else (<c>$id</c>); −1 where it is more, or another thing.</summary>
    public static int OnlySlotOf(this VariableTable variables, Template template) =>
        template.Slots is [var slot] && template.Source == $"${variables.Names[slot]}" ? slot : -1;

    /// <summary>A value as text.</summary>
    /// <exception cref="UnusableValueException">It was not given.</exception>
    public static string AsText(this Value value) => value switch
    {
        { Text: { } text } => text,
        { IsNumber: true } => value.Number.ToString(CultureInfo.InvariantCulture),
        _ => throw new UnusableValueException("a variable has no value"),
    };

    /// <summary>Looks up the headers of an answer, where its request kept them.</summary>
    public static Func<string, string?> Header(this in HttpAnswer answer)
    {
        var headers = answer.Headers;
        return name => headers?.Get(name);
    }
}
