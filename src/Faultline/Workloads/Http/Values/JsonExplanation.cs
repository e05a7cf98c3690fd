using System.Globalization;
using System.Text.Json;

namespace Faultline.Workloads.Http.Values;

/// <summary>Says why a path finds nothing that can be used, and what there is instead.</summary>
internal static class JsonExplanation
{
    private const int MostNames = 12;

    /// <summary>Half a sentence, for example <c>$.balance is not there. It has: id, amount</c>.</summary>
    public static string Of(JsonPath path, ReadOnlySpan<byte> json, int scale = 0)
    {
        var shown = new FirstShown();
        return JsonWalk.Run(json, path.Segments, ref shown) switch
        {
            WalkEnd.NotJson => NotJson(json),
            WalkEnd.Ambiguous => $"a part of {path.Source} stands there twice",
            WalkEnd.Missing => $"{path.Source} is not there. {Instead(path, json)}",
            WalkEnd.Found when shown.Shown is null => $"{path.Source} matches nothing",
            WalkEnd.Found => $"{path.Source} is {Fault(shown, scale)}",
        };
    }

    /// <summary>What is said of a text that is no number.</summary>
    public static string NoNumber(string shown, int scale) => scale == 0
        ? $"{shown}, which is no whole number of 64 bits (numbers with decimal places need a scale)"
        : string.Create(CultureInfo.InvariantCulture, $"{shown}, which is no number of 64 bits with at most {scale} decimal places");

    private static string Fault(FirstShown shown, int scale) => shown.Type switch
    {
        JsonTokenType.True or JsonTokenType.False => $"{shown.Shown}, which is no number (compare it: == true)",
        JsonTokenType.StartObject => $"no number, but a map. It has: {Names(shown.Names!)}",
        JsonTokenType.StartArray => "no number, but a list (count(…) is how many it has, sum(…) adds them up)",
        _ => NoNumber(shown.Shown!, scale),
    };

    private static string NotJson(ReadOnlySpan<byte> json)
    {
        if (json.IsEmpty) return "the answer is empty";
        try
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 1000 });
            while (reader.Read())
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName) reader.GetString();
        }
        catch (JsonException e)
        {
            return string.Create(CultureInfo.InvariantCulture, $"the answer is no JSON from line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1} on");
        }
        catch (InvalidOperationException)
        {
            // A text in it is no UTF-8.
        }

        return "the answer is no JSON: a text in it is no UTF-8";
    }

    // The nearest that is there: what stands above the step that leads nowhere.
    private static string Instead(JsonPath path, ReadOnlySpan<byte> json)
    {
        for (var length = path.Segments.Length - 1; length >= 0; length--)
        {
            var shown = new FirstShown();
            if (JsonWalk.Run(json, path.Segments[..length], ref shown) != WalkEnd.Found || shown.Shown is null) continue;

            var what = length == 0 ? "It" : "What is above it";
            return shown.Names is { } names ? $"{what} has: {Names(names)}" : $"{what} is {shown.Shown}";
        }

        return "";
    }

    private static string Names(List<string> names) => names.Count switch
    {
        0 => "nothing",
        <= MostNames => string.Join(", ", names),
        _ => string.Create(CultureInfo.InvariantCulture, $"{string.Join(", ", names.Take(MostNames))} and {names.Count - MostNames} more"),
    };
}
