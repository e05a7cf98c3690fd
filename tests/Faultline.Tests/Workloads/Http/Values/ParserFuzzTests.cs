using CsCheck;
using Faultline.Workloads.Http.Values;

namespace Faultline.Tests.Workloads.Http.Values;

/// <summary>Whatever somebody writes: no exception but the one that says where.</summary>
public sealed class ParserFuzzTests
{
    private static readonly string[] Pieces =
    [
        "$", "$.", "$.a", "$id", "$env.HOME", "$env.", "$line", ".0", "[0]", "['a']", "[\"", "]", "[*]", ".*", "count(", "sum(", "header(X)", "last(", "text", ")", "(",
        "==", "!=", "\"x\"", "'", "\\", "+", "-", "*", "/", "%", "<", "min(", "max(", "abs(", ",", " ", "9", "99999999999999999999", "1.5", "true", "null", "\n", "\0", "é", "\uD800", "😀", "#", "{",
    ];

    private static readonly Gen<string> Texts =
        Gen.OneOf(Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i]), Gen.Char.Select(c => c.ToString())).Array[0, 12].Select(string.Concat);

    [Fact]
    public void Templates() => Gen.Select(Texts, Gen.Enum<TemplateUse>()).Sample(
        (text, use) => Told(text, () => Template.Parse(text, new VariableTable(), use, element: "line")), iter: 20_000);

    [Fact]
    public void Paths() => Texts.Sample(text => Told("$" + text, () => JsonPath.Parse("$" + text)), iter: 20_000);

    [Fact]
    public void Readers() => Texts.Sample(text => Told(text, () => ValueReader.Parse(text)), iter: 20_000);

    [Fact]
    public void Captures() => Texts.Sample(text => Told(text, () => Capture.Parse("x", text, new VariableTable())), iter: 20_000);

    [Fact]
    public void Expressions() => Texts.Sample(text => Told(text, () => Expression.Parse(text, new VariableTable(), element: "line")), iter: 20_000);

    [Fact]
    public void Answers_are_read_without_an_exception()
    {
        var readers = new[] { "$.a", "$.*.*", "$.a == 'x'", "$.a != 1.5", "count($)", "sum($.*.a)", "header(X)", "last(text)", "text == 'x'" }.Select(t => ValueReader.Parse(t, 2)).ToArray();
        var capture = Capture.Parse("x", "$.a", new VariableTable());
        var json = new[] { "{", "}", "[", "]", "\"a\"", ":", ",", "1", "-1.5e3", "\"\\ud800\"", "\"\\u0061\"", "null", "true", " ", "99999999999999999999" };
        var bodies = Gen.OneOf(
            Gen.Int[0, json.Length - 1].Select(i => System.Text.Encoding.UTF8.GetBytes(json[i])), Gen.Byte.Array[1, 3]).Array[0, 12].Select(parts => parts.SelectMany(p => p).ToArray());
        bodies.Sample(body =>
        {
            foreach (var reader in readers)
                if (reader.Read(body) is null) Assert.NotEmpty(reader.Explain(body));
            if (capture.Read(body) is null) Assert.NotEmpty(capture.Explain(body));
        }, iter: 20_000);
    }

    private static void Told(string text, Action read)
    {
        try
        {
            read();
        }
        catch (ValueSyntaxException e)
        {
            Assert.InRange(e.Index, 0, text.Length);
            Assert.NotEmpty(e.Message);
        }
    }
}
