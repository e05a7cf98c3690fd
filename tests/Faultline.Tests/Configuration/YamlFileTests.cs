using System.Text;
using Faultline.Configuration;

namespace Faultline.Tests.Configuration;

public class YamlFileTests
{
    [Fact]
    public void Every_key_and_value_knows_its_place()
    {
        var root = Parse("# head\na:\n  - x   # why\n  - { b: 'y', \"c\": 1 }\n");

        Assert.Equal((2, 1), Position(root.Properties[0].Place));
        var items = root.Properties[0].Value.Items;
        Assert.Equal((3, 5), Position(items[0].Place));
        Assert.Equal((4, 7), Position(items[1].Properties[0].Place));
        Assert.Equal((4, 10), Position(items[1].Properties[0].Value.Place));
        Assert.Equal((4, 15), Position(items[1].Properties[1].Place));
        Assert.Equal("- x   # why", items[0].Place.Excerpt);
    }

    [Theory]
    [InlineData("a: $form", 3, 6)]
    [InlineData("a: '$form'", 3, 7)]
    [InlineData("a: \"\\x41form\"", 3, 4)]
    [InlineData("🙂: $form", 3, 6)]
    public void A_character_of_a_text_is_told_where_it_is_written_so(string text, int index, int column) =>
        Assert.Equal((1, column + (text[3] == '"' ? 0 : 1)), Position(Parse(text).Properties[0].Value.PlaceOf(index)));

    [Theory]
    [InlineData("5", "Number")]
    [InlineData("-10_000", "Number")]
    [InlineData("1.5e3", "Number")]
    [InlineData("+5", "Text")]
    [InlineData("007", "Text")]
    [InlineData("1__0", "Text")]
    [InlineData("0x1F", "Text")]
    [InlineData("30%", "Text")]
    [InlineData("'5'", "Text")]
    [InlineData("!!str 5", "Text")]
    [InlineData("true", "Boolean")]
    [InlineData("no", "Text")]
    [InlineData("~", "Null")]
    [InlineData("", "Null")]
    [InlineData("\"\"", "Text")]
    public void A_scalar_is_what_it_looks_like(string text, string kind) => Assert.Equal(kind, Parse($"a: {text}").Properties[0].Value.Kind.ToString());

    [Fact]
    public void A_number_with_separators_has_its_value() => Assert.Equal(-10_000, Parse("a: -10_000").Properties[0].Value.Number);

    [Fact]
    public void Keys_that_stand_twice_are_kept_for_the_reader() => Assert.Equal(["a", "b", "a"], Parse("a: 1\nb: 2\na: 3").Properties.Select(p => p.Name));

    [Fact]
    public void An_alias_is_the_value_that_it_names()
    {
        var root = Parse("a: &x { b: 1 }\nc: *x");

        Assert.Same(root.Properties[0].Value, root.Properties[1].Value);
    }

    [Theory]
    [InlineData("a:\n\tb: 1", 2, 1, "a tab must not indent a line")]
    [InlineData("a: [1, 2\nb: 3", 2, 1, "this is not YAML")]
    [InlineData("a: {b: 1", 1, 9, "this is not YAML")]
    [InlineData("a: 'x", 1, 4, "this is not YAML")]
    [InlineData("a: @x", 1, 4, "this is not YAML")]
    [InlineData("a: b: c", 1, 5, "this is not YAML")]
    [InlineData("a: 1\n b: 2", 2, 3, "this is not YAML")]
    [InlineData("a: \"\\q\"", 1, 4, "this is not YAML")]
    [InlineData("a: x\u0007y", 1, 5, "a control character must not stand in the file")]
    [InlineData("a: x\0y", 1, 5, "a control character must not stand in the file")]
    [InlineData("a: 1\n---\nb: 2", 2, 1, "a second document begins here")]
    [InlineData("# only\n# comments\n", 2, 11, "there are comments here, and nothing else")]
    [InlineData("a: *x", 1, 4, "the alias *x names nothing that stands before it")]
    [InlineData("a: &x [*x]", 1, 8, "the alias *x names nothing that stands before it")]
    [InlineData("a: &x {b: 1}\nc:\n  <<: *x", 3, 3, "maps are not merged by <<")]
    [InlineData("? [a]\n: 1", 1, 3, "a key must be a text")]
    [InlineData("a: !!int 5", 1, 4, "a tag (!…) says nothing here")]
    [InlineData("a: !mine {}", 1, 4, "a tag (!…) says nothing here")]
    public void What_is_no_yaml_is_told_at_its_place(string text, int line, int column, string message)
    {
        using var file = new TemporaryFile(text, "x.yaml");

        var error = Assert.Single(Assert.Throws<ConfigurationException>(() => YamlFile.Read(file.FullName)).Errors);

        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
        Assert.Equal((file.FullName, line, column), (error.File, error.Line, error.Column));
    }

    [Fact]
    public void A_key_without_a_value_in_whose_line_another_follows_is_told() =>
        Assert.Equal("a value is missing before this place", ErrorOf("a:\n   :  b: c\n    d: e\n").Message);

    [Fact]
    public void Nesting_beyond_the_limit_is_told_as_that() =>
        Assert.Equal("this is nested more than 64 levels deep", ErrorOf(string.Concat(Enumerable.Repeat("[", 100_000))).Message);

    [Fact]
    public void Aliases_that_explode_are_told_before_they_do()
    {
        // A billion laughs: each line stands for ten of the one before.
        var text = new StringBuilder("a0: &a0 [x]\n");
        for (var i = 1; i < 12; i++) text.Append($"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]\n");

        var error = ErrorOf(text.ToString());

        Assert.Equal("the file holds more than 10000 values here, those that aliases stand for included", error.Message);
        Assert.Equal(5, error.Line);
    }

    [Fact]
    public void A_file_that_no_person_writes_is_refused() =>
        Assert.EndsWith("is larger than 1024 KiB", ErrorOf("a: " + new string('x', 1 << 20)).Message, StringComparison.Ordinal);

    [Fact]
    public void An_empty_file_and_utf16_text_are_told()
    {
        Assert.EndsWith("is empty", ErrorOf(" \n").Message, StringComparison.Ordinal);
        using var file = new TemporaryFile([.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("a: 1")], "x.yaml");
        var error = Assert.Single(Assert.Throws<ConfigurationException>(() => YamlFile.Read(file.FullName)).Errors);
        Assert.EndsWith("is UTF-16 text", error.Message, StringComparison.Ordinal);
        Assert.Equal("Save it as UTF-8.", error.Hint);
    }

    [Fact]
    public void A_folder_and_a_missing_file_are_told()
    {
        using var file = new TemporaryFile((string?)null, "x.yaml");

        Assert.EndsWith("is a folder, not a file", Assert.Throws<ConfigurationException>(() => YamlFile.Read(file.Folder)).Errors[0].Message, StringComparison.Ordinal);
        Assert.Equal("Write one.", Assert.Throws<ConfigurationException>(() => YamlFile.Read(file.FullName, "Write one.")).Errors[0].Hint);
    }

    [Fact]
    public void Lines_that_end_with_carriage_return_count_once() =>
        Assert.Equal((3, 4), Position(Parse("a: 1\r\nb: 2\r\nc: 3\r\n").Properties[2].Value.Place));

    private static ConfigurationError ErrorOf(string text)
    {
        using var file = new TemporaryFile(text, "x.yaml");
        return Assert.Single(Assert.Throws<ConfigurationException>(() => YamlFile.Read(file.FullName)).Errors);
    }

    private static (int Line, int Column) Position(ConfigPlace place) => (place.Line, place.Column);

    private static ConfigNode Parse(string text) => YamlFile.Parse("x.yaml", text);
}
