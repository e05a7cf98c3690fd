using System.Text;
using Faultline.Configuration;

namespace Faultline.Tests.Configuration;

public class ConfigFileTests
{
    [Fact]
    public void Comments_and_trailing_commas_are_allowed()
    {
        var root = Parse("// head\n{ \"a\": [1, 2,], /* why */ \"b\": true, }\n// end");

        Assert.Equal(["a", "b"], root.Properties.Select(p => p.Name));
        Assert.Equal([1d, 2d], root.Properties[0].Value.Items.Select(i => i.Number));
        Assert.Equal("true", root.Properties[1].Value.Text);
    }

    [Fact]
    public void Every_key_and_value_knows_its_place()
    {
        var root = Parse("{\n  \"a\": [\n    \"x\", null ] }");

        Assert.Equal((1, 1), Position(root.Place));
        Assert.Equal((2, 3), Position(root.Properties[0].Place));
        Assert.Equal((2, 8), Position(root.Properties[0].Value.Place));
        Assert.Equal([(3, 5), (3, 10)], root.Properties[0].Value.Items.Select(i => Position(i.Place)));
        Assert.Equal("\"x\", null ] }", root.Properties[0].Value.Items[0].Place.Excerpt);
    }

    [Theory]
    [InlineData("{\"é\": 1}", 7)]
    [InlineData("{\"漢字\": 1}", 8)]
    [InlineData("{\"🙂\": 1}", 7)]
    [InlineData("\uFEFF{\"a\": 1}", 7)]
    public void Columns_count_characters_not_bytes(string text, int column) =>
        Assert.Equal((1, column), Position(Parse(text).Properties[0].Value.Place));

    [Fact]
    public void Lines_that_end_with_carriage_return_count_once()
    {
        var value = Parse("{\r\n\"a\":\r\n  7}\r\n").Properties[0].Value;

        Assert.Equal((3, 3), Position(value.Place));
        Assert.Equal("7}", value.Place.Excerpt);
    }

    [Fact]
    public void A_long_line_is_cut_around_the_place()
    {
        var place = Parse($"[\"{new string('a', 300)}\", 42, \"{new string('b', 300)}\"]").Items[1].Place;

        Assert.Equal(306, place.Column);
        Assert.InRange(place.Excerpt.Length, 100, 102);
        Assert.StartsWith("…a", place.Excerpt, StringComparison.Ordinal);
        Assert.Contains("42", place.Excerpt, StringComparison.Ordinal);
        Assert.EndsWith("b…", place.Excerpt, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"a\": 1", 1, 8, "the object that opens in line 1 is not closed")]
    [InlineData("{\n  \"a\": [1, 2\n\n\n", 2, 13, "the list that opens in line 2 is not closed")]
    [InlineData("{\"a\":", 1, 6, "the object that opens in line 1 is not closed")]
    [InlineData("{\"a\": 1\n \"b\": 2}", 2, 2, "expected \",\" or \"}\", but a string stands here")]
    [InlineData("[1 2]", 1, 4, "expected \",\" or \"]\", but \"2\" stands here")]
    [InlineData("{\"a\": [1}", 1, 9, "expected \",\" or \"]\", but \"}\" stands here")]
    [InlineData("{\"a\" 1}", 1, 6, "expected \":\" after the key \"a\", but \"1\" stands here")]
    [InlineData("{\"a\" /* c */ }", 1, 14, "expected \":\" after the key \"a\", but \"}\" stands here")]
    [InlineData("{\"a\": }", 1, 7, "expected a value, but \"}\" stands here")]
    [InlineData("{a: 1}", 1, 2, "expected a key in double quotes or \"}\", but \"a\" stands here")]
    [InlineData("{\"a\": 1,, \"b\": 2}", 1, 9, "expected a key in double quotes or \"}\", but \",\" stands here")]
    [InlineData("[1,,2]", 1, 4, "expected a value or \"]\", but \",\" stands here")]
    [InlineData("{\"a\": 'x'}", 1, 7, "double quotes")]
    [InlineData("{\"a\": True}", 1, 7, "\"True\" is unknown")]
    [InlineData("{\"a\": users}", 1, 7, "\"users\" is not a value")]
    [InlineData("{\"a\": truex}", 1, 11, "expected \",\" or \"}\", but \"x\" stands here")]
    [InlineData("[-", 1, 2, "\"-\" is not a number")]
    [InlineData("{\"a\": 30s}", 1, 7, "\"30s\" is not a number")]
    [InlineData("{\"a\": 01}", 1, 7, "\"01\" is not a number")]
    [InlineData("{\"a\": .5}", 1, 7, "\".5\" is not a number")]
    [InlineData("{\"a\": 1.}", 1, 7, "\"1.\" is not a number")]
    [InlineData("{\"a\": \"x\n}", 1, 7, "the string that begins here is not closed")]
    [InlineData("{\"a\": \"x", 1, 7, "the string that begins here is not closed")]
    [InlineData("{\"a\": \"x\\", 1, 7, "the string that begins here is not closed")]
    [InlineData("{\"a\n\": 1}", 1, 2, "the string that begins here is not closed")]
    [InlineData("{\"a\": \"x\\q\"}", 1, 9, "escape is unknown")]
    [InlineData("{\"a\": \"\\u12g4\"}", 1, 8, "four hexadecimal digits")]
    [InlineData("{\"a\": \"x\ty\"}", 1, 9, "a tab in a string is written \\t")]
    [InlineData("{\"é🙂\": \"x\" 1}", 1, 12, "expected \",\" or \"}\"")]
    [InlineData("{} {}", 1, 4, "nothing may follow the closing \"}\"")]
    [InlineData("{ /* open", 1, 3, "the comment that begins here is not closed")]
    [InlineData("{ / }", 1, 3, "a comment begins with")]
    [InlineData("// only a comment\n", 1, 18, "expected a value, but the file ends here")]
    public void Broken_json_is_told_with_place_and_what_was_expected(string text, int line, int column, string message)
    {
        using var file = new TemporaryFile(text);

        var error = Assert.Single(Assert.Throws<ConfigurationException>(() => ConfigFile.Read(file.FullName)).Errors);

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Equal((file.FullName, line, column), (error.File, error.Line, error.Column));
        Assert.NotNull(error.Excerpt);
    }

    [Fact]
    public void Nesting_beyond_the_limit_is_told_as_that()
    {
        using var file = new TemporaryFile(new string('[', 70));

        var error = Assert.Single(Assert.Throws<ConfigurationException>(() => ConfigFile.Read(file.FullName)).Errors);

        Assert.Equal(("this is nested more than 64 levels deep", 65), (error.Message, error.Column));
    }

    [Fact]
    public void Text_that_is_not_utf8_is_told_at_its_place()
    {
        using var file = new TemporaryFile([.. "{\n \"a\": \""u8, 0xE9, .. "\"}"u8]);

        var error = Assert.Single(Assert.Throws<ConfigurationException>(() => ConfigFile.Read(file.FullName)).Errors);

        Assert.Equal(("this is not UTF-8 text", 2, 8), (error.Message, error.Line, error.Column));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n\t\r\n")]
    [InlineData("\uFEFF")]
    public void An_empty_file_is_named(string text)
    {
        using var file = new TemporaryFile(text);
        Assert.Equal($"the file \"{file.FullName}\" is empty", MessageOf(file.FullName));
    }

    [Fact]
    public void A_missing_file_is_named_with_the_hint_of_its_reader()
    {
        using var file = new TemporaryFile((string?)null);

        var error = Assert.Single(Assert.Throws<ConfigurationException>(() => ConfigFile.Read(file.FullName, "Write one.")).Errors);

        Assert.Equal(($"the file \"{file.FullName}\" does not exist", "Write one.", 0), (error.Message, error.Hint, error.Line));
    }

    [Fact]
    public void A_missing_folder_and_a_folder_are_named()
    {
        using var file = new TemporaryFile((string?)null);

        Assert.EndsWith("does not exist", MessageOf(Path.Combine(file.Folder, "none", "x.json")), StringComparison.Ordinal);
        Assert.Equal($"the file \"{file.Folder}\" is a folder, not a file", MessageOf(file.Folder));
    }

    [Fact]
    public void Utf16_text_is_told_as_that()
    {
        using var file = new TemporaryFile([.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("{}")]);
        Assert.EndsWith("is UTF-16 text", MessageOf(file.FullName), StringComparison.Ordinal);
    }

    private static string MessageOf(string path) =>
        Assert.Single(Assert.Throws<ConfigurationException>(() => ConfigFile.Read(path)).Errors).Message;

    private static (int Line, int Column) Position(ConfigPlace place) => (place.Line, place.Column);

    private static ConfigNode Parse(string text)
    {
        using var file = new TemporaryFile(text);
        return ConfigFile.Read(file.FullName);
    }
}
