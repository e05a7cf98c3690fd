using System.Text;
using System.Text.Json;
using Faultline.Configuration;

namespace Faultline.Tests.Configuration;

public sealed class ConfigTextTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("faultline-config-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Keys_and_values_know_their_places()
    {
        var root = Parse("""
            {
              "a": 1.5,
              "list": [true, "x", null,
                {}],
              "o": { "k": false }
            }
            """);

        Assert.Equal(["a 2:3", "list 3:3", "o 5:3"], root.Members.Select(m => $"{m.Key} {m.Position.Line}:{m.Position.Column}"));
        Assert.Equal(["Number 2:8", "Array 3:11", "Object 5:8"], root.Members.Select(m => Show(m.Value)));
        Assert.Equal(["True 3:12", "String 3:18", "Null 3:23", "Object 4:5"], root.Members[1].Value.Items.Select(Show));
        Assert.Equal("False 5:15", Show(root.Members[2].Value.Members.Single().Value));
        Assert.Equal((1.5, "x"), (root.Members[0].Value.Number, root.Members[1].Value.Items[1].Text));
        Assert.Equal("  \"list\": [true, \"x\", null,", root.Members[1].Position.Excerpt);
        Assert.All(root.Members, m => Assert.Equal("f.json", m.Position.File));
    }

    [Fact]
    public void Comments_and_trailing_commas_are_allowed_and_do_not_move_places()
    {
        var root = Parse("""
            // first
            { /* in
            between */ "a": [1, 2,], // last
            }
            // after
            """);

        Assert.Equal(("Object 2:1", "Array 3:17"), (Show(root), Show(root.Members.Single().Value)));
        Assert.Equal(2, root.Members.Single().Value.Items.Count);
    }

    [Theory]
    [InlineData("{\n  \"a\": ,\n}", 2, 8, "  \"a\": ,")]
    [InlineData("{\n  \"a\": 1\n  \"b\": 2\n}", 3, 3, "  \"b\": 2")]
    [InlineData("{\r\n  \"a\": 1,\r\n  b: 2\r\n}", 3, 3, "  b: 2")]
    [InlineData("{ \"a\": 'x' }", 1, 8, "{ \"a\": 'x' }")]
    [InlineData("{ \"ключ\": 'x' }", 1, 11, "{ \"ключ\": 'x' }")]
    [InlineData("{} {}", 1, 4, "{} {}")]
    [InlineData("{\n  \"a\": 1", 2, 9, "  \"a\": 1")]
    [InlineData("nope", 1, 2, "nope")]
    public void Broken_json_is_told_with_its_place(string text, int line, int column, string excerpt)
    {
        var error = Error(text);

        Assert.Equal(("f.json", line, column, excerpt), (error.File, error.Line, error.Column, error.Excerpt));
        Assert.StartsWith("f.json is not valid JSON: ", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("LineNumber", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_count_characters_not_bytes()
    {
        var member = Parse("{ \"größe\": \"日本\", \"after\": 1 }").Members[1];

        Assert.Equal((1, 18), (member.Position.Line, member.Position.Column));
    }

    [Fact]
    public void A_byte_order_mark_is_no_character()
    {
        var root = ConfigText.Parse("f.json", [.. Encoding.UTF8.Preamble, .. "{\"a\":1}"u8]);

        Assert.Equal(("Object 1:1", 2), (Show(root), root.Members.Single().Position.Column));
        Assert.Equal("{\"a\":1}", root.Position.Excerpt);
    }

    [Fact]
    public void Carriage_returns_belong_to_no_line()
    {
        var root = Parse("{\r\n  \"a\": 1\r\n}\r\n");

        Assert.Equal((2, 3, "  \"a\": 1"), (root.Members[0].Position.Line, root.Members[0].Position.Column, root.Members[0].Position.Excerpt));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \r\n\t\n")]
    public void An_empty_file_is_called_empty(string text) => Assert.Equal("f.json is empty", Error(text).Message);

    [Fact]
    public void A_file_of_comments_only_is_told() => Assert.StartsWith("f.json is ", Error("// nothing yet\n").Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("{\n  \"a\": \"\\ud800\" }", 2, 8)]
    [InlineData("{ \"\\udc00x\": 1 }", 1, 3)]
    public void A_text_with_half_a_character_is_told_with_its_place(string text, int line, int column)
    {
        var error = Error(text);

        Assert.Equal((line, column), (error.Line, error.Column));
        Assert.StartsWith("f.json is not valid JSON: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_no_text_are_told_with_their_place()
    {
        var error = Assert.Throws<ConfigurationException>(() => ConfigText.Parse("f.json", [.. "{\"a\": \""u8, 0xff, .. "\"}"u8])).Errors.Single();

        Assert.Equal((1, 7), (error.Line, error.Column));
    }

    [Fact]
    public void A_number_too_large_is_no_finite_number() => Assert.False(double.IsFinite(Parse("[1e999]").Items[0].Number));

    [Fact]
    public void Repeated_keys_are_all_kept() => Assert.Equal([1d, 2d], Parse("{\"a\":1,\"a\":2}").Members.Select(m => m.Value.Number));

    [Fact]
    public void Nesting_without_end_is_an_error() =>
        Assert.StartsWith("f.json is not valid JSON: ", Error(new string('[', 5000)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_missing_file_is_told_with_what_to_do()
    {
        var path = Path.Combine(_folder, "none.json");

        var error = Assert.Throws<ConfigurationException>(() => ConfigText.Read(path, "Next: write one")).Errors.Single();

        Assert.Equal(($"{path} does not exist", "Next: write one", 0), (error.Message, error.Hint, error.Line));
    }

    [Fact]
    public void A_folder_is_told() =>
        Assert.Equal($"{_folder} is a folder, not a file", Assert.Throws<ConfigurationException>(() => ConfigText.Read(_folder)).Message);

    [Fact]
    public void A_file_too_large_is_not_read()
    {
        var path = Path.Combine(_folder, "large.json");
        using (var file = File.Create(path)) file.SetLength(4 * 1024 * 1024 + 1);

        Assert.Equal($"{path} is too large for a configuration", Assert.Throws<ConfigurationException>(() => ConfigText.Read(path)).Message);
    }

    [Fact]
    public void A_file_is_read()
    {
        var path = Path.Combine(_folder, "good.json");
        File.WriteAllText(path, "[1]");

        Assert.Equal(JsonValueKind.Array, ConfigText.Read(path).Kind);
    }

    private static ConfigNode Parse(string text) => ConfigText.Parse("f.json", Encoding.UTF8.GetBytes(text));

    private static ConfigurationError Error(string text) => Assert.Throws<ConfigurationException>(() => Parse(text)).Errors.Single();

    private static string Show(ConfigNode node) => $"{node.Kind} {node.Position.Line}:{node.Position.Column}";
}
