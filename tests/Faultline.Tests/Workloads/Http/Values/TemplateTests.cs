using System.Buffers;
using System.Text;
using Faultline.Workloads.Http.Values;

namespace Faultline.Tests.Workloads.Http.Values;

public sealed class TemplateTests
{
    private readonly VariableTable _variables = new(name => name switch
    {
        "TOKEN" => "s3cret/+",
        "LINES" => "a\r\nb",
        "EMPTY" => "",
        _ => null,
    });

    [Theory]
    [InlineData("/accounts/$id", "/accounts/17")]
    [InlineData("/accounts/$id.json", "/accounts/17.json")]
    [InlineData("/$id/$id", "/17/17")]
    [InlineData("/a/$$id", "/a/$id")]
    [InlineData("/plain", "/plain")]
    [InlineData("/q?a=$text&b=$id", "/q?a=%C3%A4%20b%2Fc%3F&b=17")]
    [InlineData("/$text", "/%C3%A4%20b%2Fc%3F")]
    [InlineData("/q?t=$env.TOKEN", "/q?t=s3cret%2F%2B")]
    public void A_path_percent_encodes_values_and_keeps_what_is_written_out(string source, string rendered) =>
        Assert.Equal(rendered, Rendered(source, TemplateUse.Path));

    [Theory]
    [InlineData(nameof(TemplateUse.Header), "Bearer $env.TOKEN", "Bearer s3cret/+")]
    [InlineData(nameof(TemplateUse.Header), "$id-$text", "17-ä b/c?")]
    [InlineData(nameof(TemplateUse.Json), "a \"$quote\" $id", "a \\\"x\\u000A\\\"\\\\\\\" 17")]
    [InlineData(nameof(TemplateUse.Form), "a b&$text", "a%20b%26%C3%A4%20b%2Fc%3F")]
    [InlineData(nameof(TemplateUse.Form), "$$", "%24")]
    [InlineData(nameof(TemplateUse.Text), "$quote$$", "x\n\"\\$")]
    [InlineData(nameof(TemplateUse.Text), "", "")]
    public void Each_place_escapes_in_its_own_way(string use, string source, string rendered) => Assert.Equal(rendered, Rendered(source, Enum.Parse<TemplateUse>(use)));

    [Theory]
    [InlineData(nameof(TemplateUse.Path), "/$empty", "The value of $empty is \"\", which a path cannot hold: it would name something else.")]
    [InlineData(nameof(TemplateUse.Path), "/a/$dots/b", "The value of $dots is \"..\", which a path cannot hold: it would name something else.")]
    [InlineData(nameof(TemplateUse.Header), "$quote", "The value of $quote cannot stand in a header: character 2 of \"x\n\"\\\" is the control character U+000A.")]
    [InlineData(nameof(TemplateUse.Text), "$nothing", "$nothing has no value yet.")]
    [InlineData(nameof(TemplateUse.Text), "$.id", "$.id cannot be used: the answer is empty.")]
    public void What_cannot_stand_there_is_refused(string use, string source, string sentence) =>
        Assert.Equal(sentence, Assert.Throws<UnusableValueException>(() => Rendered(source, Enum.Parse<TemplateUse>(use))).Message);

    [Theory]
    [InlineData("/q?a=$empty", "/q?a=")]
    [InlineData("/q?a=$dots", "/q?a=..")]
    public void A_query_holds_what_a_path_cannot(string source, string rendered) => Assert.Equal(rendered, Rendered(source, TemplateUse.Path));

    [Theory]
    [InlineData(nameof(TemplateUse.Text), "a $", 2, "a name is expected after the dollar sign")]
    [InlineData(nameof(TemplateUse.Text), "$5", 0, "a name is expected after the dollar sign")]
    [InlineData(nameof(TemplateUse.Text), "cost $. or", 5, "a path such as $.id is expected here")]
    [InlineData(nameof(TemplateUse.Header), "x $env", 2, "the name of a variable of the environment is expected: $env.NAME")]
    [InlineData(nameof(TemplateUse.Header), "x $env.GONE", 2, "the variable GONE of the environment is not set, or is empty")]
    [InlineData(nameof(TemplateUse.Header), "$env.EMPTY", 0, "the variable EMPTY of the environment is not set, or is empty")]
    [InlineData(nameof(TemplateUse.Header), "$env.LINES", 0, "the variable LINES of the environment holds a control character, such as a line end; a header cannot")]
    [InlineData(nameof(TemplateUse.Header), "a\nb", 1, "a header cannot hold the control character U+000A")]
    [InlineData(nameof(TemplateUse.Path), "/a/{id}", 3, "a path cannot hold \"{\"")]
    [InlineData(nameof(TemplateUse.Path), "/a b", 2, "a path cannot hold \" \"")]
    [InlineData(nameof(TemplateUse.Text), "$line[x]", 6, "an index, * or a name in quotes is expected after [, but \"x]\" follows")]
    public void What_is_no_template_is_told_with_its_place(string use, string source, int index, string message)
    {
        var e = Assert.Throws<ValueSyntaxException>(() => Template.Parse(source, _variables, Enum.Parse<TemplateUse>(use), element: "line"));

        Assert.Equal((index, message), (e.Index, e.Message));
    }

    [Fact]
    public void Variables_are_listed_with_their_places()
    {
        var template = Template.Parse("$a-$b-$a", _variables, TemplateUse.Text);

        Assert.Equal([_variables.Find("a"), _variables.Find("b")], template.Slots);
        Assert.Equal([0, 3, 6], template.Uses.Select(u => u.Index));
    }

    [Fact]
    public void A_secret_is_never_in_the_source() => Assert.Equal("Bearer $env.TOKEN", Template.Parse("Bearer $env.TOKEN", _variables, TemplateUse.Header).Source);

    [Fact]
    public void The_answer_and_the_element_are_looked_up_by_path()
    {
        var template = Template.Parse("$.user-$line.0.", _variables, TemplateUse.Text, element: "line");
        var scope = new Scope(0) { Answer = "{\"user\":\"u1\"}"u8.ToArray(), Element = "[\"i7\",2]"u8.ToArray() };

        Assert.Equal("u1-i7.", template.Render(scope));
        Assert.True(template.NeedsAnswer);
    }

    [Fact]
    public void A_text_that_is_one_variable_is_handed_on_as_it_is()
    {
        var template = Template.Parse("$id", _variables, TemplateUse.Text);
        var scope = new Scope(1);
        scope[0] = Value.Of("key");

        Assert.Same(scope[0].Text, template.Render(scope));
    }

    [Fact]
    public void Rendering_allocates_nothing()
    {
        var template = Template.Parse("/accounts/$id/$text?x=$quote", _variables, TemplateUse.Path);
        var (scope, output) = (Filled(), new ArrayBufferWriter<byte>(1024));
        template.Render(scope, output);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            output.ResetWrittenCount();
            template.Render(scope, output);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private string Rendered(string source, TemplateUse use)
    {
        var template = Template.Parse(source, _variables, use);
        var output = new ArrayBufferWriter<byte>();
        template.Render(Filled(), output);
        var rendered = Encoding.UTF8.GetString(output.WrittenSpan);
        Assert.Equal(rendered, template.Render(Filled()));
        return rendered;
    }

    private Scope Filled()
    {
        foreach (var name in new[] { "id", "text", "quote", "empty", "dots", "nothing" }) _variables.SlotOf(name);
        var scope = new Scope(_variables.Names.Count);
        scope[_variables.Find("id")] = Value.Of(17);
        scope[_variables.Find("text")] = Value.Of("ä b/c?");
        scope[_variables.Find("quote")] = Value.Of("x\n\"\\");
        scope[_variables.Find("empty")] = Value.Of("");
        scope[_variables.Find("dots")] = Value.Of("..");
        return scope;
    }
}
