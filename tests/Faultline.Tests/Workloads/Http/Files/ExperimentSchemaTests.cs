using System.Text.Json.Nodes;
using Faultline.Configuration;
using Faultline.Workloads.Http.Files;
using NJsonSchema;

namespace Faultline.Tests.Workloads.Http.Files;

/// <summary>Editors complete and check by the schema what the reader reads.</summary>
public class ExperimentSchemaTests
{
    private static readonly JsonNode Schema = JsonNode.Parse(ExperimentFile.Schema.Text)!;

    private static readonly (string[] Keys, string Definition)[] Objects =
    [
        (ExperimentKeys.Root, ""),
        (ExperimentKeys.Target, "target"),
        (ExperimentKeys.Account, "account"),
        (ExperimentKeys.Words, "words"),
        (ExperimentKeys.Request, "requestObject"),
        (ExperimentKeys.Entity, "entity"),
        (ExperimentKeys.Operation, "operation"),
        (ExperimentKeys.Users, "users"),
        (ExperimentKeys.Load, "load"),
        (ExperimentKeys.Fault, "fault"),
    ];

    [Fact]
    public void Every_key_that_the_reader_knows_is_in_the_schema_and_the_other_way_round() =>
        Assert.All(Objects, o => Assert.Equal(o.Keys.Order(StringComparer.Ordinal), Members(o.Definition).Select(m => m.Key).Order(StringComparer.Ordinal)));

    [Fact]
    public void Every_object_of_the_schema_is_read_by_these_keys()
    {
        var closed = Schema["definitions"]!.AsObject().Where(d => d.Value!["properties"] is not null);

        Assert.Equal(Objects.Select(o => o.Definition).Where(d => d.Length > 0).Order(), closed.Select(d => d.Key).Order());
    }

    [Fact]
    public void Every_member_is_described() =>
        Assert.All(Objects.SelectMany(o => Members(o.Definition).Select(m => (o.Definition, m.Key, m.Value))), m =>
            Assert.False(string.IsNullOrWhiteSpace(Description(m.Value!)), $"{m.Definition}.{m.Key} has no description"));

    [Fact]
    public void Every_key_stands_in_the_file_of_all_keys() =>
        Assert.All(Objects.SelectMany(o => o.Keys), key => Assert.Contains($"{key}:", EveryKey.Text, StringComparison.Ordinal));

    [Theory]
    [InlineData("bank")]
    [InlineData("shop")]
    [InlineData("empty")]
    public async Task Starter_files_are_right_for_both(string name)
    {
        var text = ExperimentFile.StarterFiles[name].Text;

        Assert.Empty(ExperimentText.Errors(text));
        await ValidAsync(text);
        Assert.Contains($"$schema=./{ExperimentFile.Schema.Name}", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_file_of_all_keys_is_right_by_the_schema() => await ValidAsync(EveryKey.Text);

    [Fact]
    public async Task The_file_of_the_error_tests_is_right_by_the_schema() => await ValidAsync(ExperimentText.BankText);

    [Theory]
    [InlineData("unit: EUR", "units: EUR")]
    [InlineData("send: POST bank /transfers", "send: SEND bank /transfers")]
    [InlineData("floor: 0", "floor: 0.5")]
    [InlineData("flag: yes", "flag: maybe")]
    [InlineData("private: 40%", "private: 140%")]
    [InlineData("repeat: probe", "repeat: prob")]
    [InlineData("refused: [409, 422]", "refused: [200]")]
    [InlineData("pause: 1s..3s", "pause: 3")]
    [InlineData("10%: [", "ten: [")]
    [InlineData("runtime: 300s", "runtime: 300")]
    [InlineData("at: 30% users", "at: 30% rps")]
    [InlineData("kill: ledger", "kill: []")]
    [InlineData("balance($to): +$cents", "balance: +$cents")]
    [InlineData(", id: $.id }", " }")]
    [InlineData("body: { balance: 1000 }", "body: { balance: 1000 }, text: x")]
    [InlineData("  look:", "  pick:")]
    public async Task What_the_reader_refuses_an_editor_marks(string old, string other)
    {
        var text = ExperimentText.BankText.With(old, other);

        Assert.NotEmpty(ExperimentText.Errors(text));
        var schema = await JsonSchema.FromJsonAsync(ExperimentFile.Schema.Text, TestContext.Current.CancellationToken);
        Assert.NotEmpty(schema.Validate(Json(text)));
    }

    private static async Task ValidAsync(string text)
    {
        var schema = await JsonSchema.FromJsonAsync(ExperimentFile.Schema.Text, TestContext.Current.CancellationToken);
        Assert.Empty(schema.Validate(Json(text)).Select(c => c.ToString()));
    }

    private static JsonObject Members(string definition) =>
        (definition.Length == 0 ? Schema : Schema["definitions"]![definition])!["properties"]!.AsObject();

    private static string? Description(JsonNode member) =>
        (string?)member["description"] ?? ((string?)member["$ref"] is { } other ? (string?)Schema["definitions"]![other["#/definitions/".Length..]]!["description"] : null);

    // As an editor sees it, by YAML 1.2: a number with _ between its digits is a text.
    private static string Json(string text) => Json(YamlFile.Parse("x.yaml", text))?.ToJsonString() ?? "null";

    private static JsonNode? Json(ConfigNode node)
    {
        switch (node.Kind)
        {
            case ConfigKind.Object:
                return new JsonObject(node.Properties.Select(p => KeyValuePair.Create(p.Name, Json(p.Value))));
            case ConfigKind.List:
                return new JsonArray([.. node.Items.Select(Json)]);
            case ConfigKind.Null:
                return null;
            case ConfigKind.Boolean:
                return JsonValue.Create(bool.Parse(node.Text));
            default:
                return node.Kind == ConfigKind.Number && !node.Text.Contains('_', StringComparison.Ordinal) ? JsonNode.Parse(node.Text) : JsonValue.Create(node.Text);
        }
    }
}
