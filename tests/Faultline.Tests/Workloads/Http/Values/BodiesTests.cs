using System.Buffers;
using System.Text;
using System.Text.Json;
using CsCheck;
using Faultline.Workloads.Http.Values;

namespace Faultline.Tests.Workloads.Http.Values;

public sealed class BodiesTests
{
    private readonly VariableTable _variables = new();

    [Fact]
    public void A_text_that_is_only_a_variable_keeps_the_type_of_its_value()
    {
        var body = Bodies.Json(new BodyMap(
        [
            ("cents", Text("$n")), ("id", Text("$t")), ("both", Text("$n/$t")), ("fixed", Text("x\"y")),
            ("list", new BodyList([new BodyLiteral("1.50"), new BodyLiteral("null"), new BodyMap([]), new BodyList([])])),
        ]));

        Assert.Equal("{\"cents\":-5,\"id\":\"a\\\"b\",\"both\":\"-5/a\\\"b\",\"fixed\":\"x\\\"y\",\"list\":[1.50,null,{},[]]}", Rendered(body));
        Assert.Equal("application/json", body.ContentType);
        Assert.Equal([_variables.Find("n"), _variables.Find("t")], body.Slots);
    }

    [Fact]
    public void A_form_encodes_names_and_values()
    {
        var body = Bodies.Form([("a b", Template.Parse("$n", _variables, TemplateUse.Form)), ("c", Template.Parse("x=$t", _variables, TemplateUse.Form))]);

        Assert.Equal("a%20b=-5&c=x%3Da%22b", Rendered(body));
        Assert.Equal("application/x-www-form-urlencoded", body.ContentType);
    }

    [Fact]
    public void A_text_is_sent_as_it_is()
    {
        var body = Bodies.Text(Template.Parse("<x>$t</x>", _variables, TemplateUse.Text), "text/xml");

        Assert.Equal(("<x>a\"b</x>", "text/xml"), (Rendered(body), body.ContentType));
    }

    [Fact]
    public void A_template_for_another_place_is_refused() =>
        Assert.Throws<ArgumentException>(() => Bodies.Json(new BodyText(Template.Parse("a", _variables, TemplateUse.Text))));

    [Theory]
    [InlineData("")]
    [InlineData("01")]
    [InlineData("NaN")]
    [InlineData("1 2")]
    [InlineData("[1]")]
    [InlineData("\"")]
    public void A_literal_that_is_no_JSON_is_refused(string json) =>
        Assert.Contains("is no number", Assert.Throws<ValueSyntaxException>(() => Bodies.Json(new BodyLiteral(json))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_body_that_is_nested_too_deeply_is_refused()
    {
        BodyNode node = new BodyList([]);
        for (var i = 0; i < 10_000; i++) node = new BodyList([node]);

        Assert.Throws<ValueSyntaxException>(() => Bodies.Json(node));
    }

    [Fact]
    public void Whatever_the_value_is_a_reader_of_JSON_gets_it_back() => Gen.String.Sample(text =>
    {
        var body = Bodies.Json(new BodyMap([(text, Text("$v")), ("k", Text("<$v>"))]));
        var scope = new Scope(_variables.Names.Count);
        scope[_variables.Find("v")] = Value.Of(text);
        var output = new ArrayBufferWriter<byte>();
        body.Render(scope, output);

        using var json = JsonDocument.Parse(output.WrittenMemory);
        var whole = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
        Assert.Equal("<" + whole + ">", json.RootElement.GetProperty("k").GetString());
    });

    private BodyText Text(string text) => new(Template.Parse(text, _variables, TemplateUse.Json));

    private string Rendered(BodyTemplate body)
    {
        var scope = new Scope(Math.Max(2, _variables.Names.Count));
        if (_variables.Find("n") is >= 0 and var n) scope[n] = Value.Of(-5);
        if (_variables.Find("t") is >= 0 and var t) scope[t] = Value.Of("a\"b");
        var output = new ArrayBufferWriter<byte>();
        body.Render(scope, output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
