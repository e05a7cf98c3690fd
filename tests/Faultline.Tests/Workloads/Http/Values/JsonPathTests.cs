using System.Text;
using System.Text.Json;
using CsCheck;
using Faultline.Workloads.Http.Values;

namespace Faultline.Tests.Workloads.Http.Values;

public sealed class JsonPathTests
{
    private const string Sample =
        """{"a":{"b":[{"c":"x"},{"c":"y\n"}]},"items":[["i1",2],["i2",3]],"a b":1,"n":9007199254740993,"t":true,"z":null,"1":"one","cents":"12.30","a-b":{"é":5}}""";

    [Theory]
    [InlineData("$.a.b[0].c", "x")]
    [InlineData("$.a.b.1.c", "y\n")]
    [InlineData("$.items.0.0", "i1")]
    [InlineData("$.items[1][1]", "3")]
    [InlineData("$.items.*.0", "i1")]
    [InlineData("$.a.b[*].c", "x")]
    [InlineData("$['a b']", "1")]
    [InlineData("$[\"a-b\"].é", "5")]
    [InlineData("$.n", "9007199254740993")]
    [InlineData("$.t", "true")]
    [InlineData("$.1", "one")]
    [InlineData("$.z", null)]
    [InlineData("$.a", null)]
    [InlineData("$", null)]
    [InlineData("$[1]", null)]
    [InlineData("$.items.9", null)]
    [InlineData("$.items.name", null)]
    [InlineData("$.n.deeper", null)]
    [InlineData("$.missing.*.x", null)]
    public void The_first_match_is_found(string path, string? text) => Assert.Equal(text, JsonPath.Parse(path).Text(Encoding.UTF8.GetBytes(Sample)));

    [Theory]
    [InlineData("$.n", 0, 9007199254740993L)]
    [InlineData("$.cents", 2, 1230L)]
    [InlineData("$.cents", 0, null)]
    [InlineData("$.items.0.1", 2, 200L)]
    [InlineData("$.t", 0, null)]
    [InlineData("$.a", 0, null)]
    [InlineData("$.missing", 0, null)]
    public void Numbers_never_become_doubles(string path, int scale, long? number) =>
        Assert.Equal(number, JsonPath.Parse(path).Number(Encoding.UTF8.GetBytes(Sample), scale));

    [Theory]
    [InlineData("$.items.*", new[] { "[\"i1\",2]", "[\"i2\",3]" })]
    [InlineData("$.a.b.*.c", new[] { "\"x\"", "\"y\\n\"" })]
    [InlineData("$.z", new[] { "null" })]
    [InlineData("$.missing.*", new string[0])]
    public void All_matches_are_ranges_of_the_JSON(string path, string[] matches)
    {
        var json = Encoding.UTF8.GetBytes(Sample);

        Assert.Equal(matches, JsonPath.Parse(path).Matches(json).Select(r => Encoding.UTF8.GetString(json[r])));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"n\":1")]
    [InlineData("{\"n\":1}}")]
    [InlineData("{\"n\":1,}")]
    [InlineData("{\"n\":01}")]
    [InlineData("<html>")]
    [InlineData("{\"n\":1,\"n\":2}")]
    [InlineData("{\"n\":1,\"\\u006e\":1}")]
    public void What_is_cut_off_or_stands_twice_holds_nothing(string json) => Assert.Null(JsonPath.Parse("$.n").Number(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void Twice_in_another_map_does_no_harm() => Assert.Equal(1, JsonPath.Parse("$.n").Number("{\"x\":{\"y\":1,\"y\":2},\"n\":1}"u8));

    [Theory]
    [InlineData("", 0)]
    [InlineData("a", 0)]
    [InlineData("$.a-b", 3)]
    [InlineData("$.", 1)]
    [InlineData("$.a.", 3)]
    [InlineData("$.a b", 4)]
    [InlineData("$[", 2)]
    [InlineData("$[-1]", 2)]
    [InlineData("$['a", 2)]
    [InlineData("$[0", 3)]
    [InlineData("$.99999999999", 2)]
    [InlineData("$..a", 1)]
    public void What_is_no_path_is_told_with_its_place(string text, int index) => Assert.Equal(index, Assert.Throws<ValueSyntaxException>(() => JsonPath.Parse(text)).Index);

    [Fact]
    public void A_path_of_too_many_steps_is_refused() => Assert.Throws<ValueSyntaxException>(() => JsonPath.Parse("$" + string.Concat(Enumerable.Repeat(".a", 1000))));

    [Fact]
    public void Bodies_that_are_meant_to_harm_hold_nothing()
    {
        var path = JsonPath.Parse("$.*.*.a");
        foreach (var body in new[]
                 {
                     Encoding.UTF8.GetBytes(new string('[', 1_000_000)),
                     Encoding.UTF8.GetBytes("{\"a\":" + string.Concat(Enumerable.Repeat("{\"a\":", 200_000))),
                     [.. "{\"a\":{\"b\":{\"a\":\""u8, 0xC3, 0x28, .. "\"}}}"u8],
                     "{\"a\":{\"b\":{\"a\":\"\\ud800\"}}}"u8.ToArray(),
                     "{\"a\":{\"b\":{\"\\ud800\":1}}}"u8.ToArray(),
                     [0xEF, 0xBB, 0xBF, .. "{}"u8],
                 })
        {
            Assert.Null(path.Text(body));
            Assert.Null(path.Number(body));
            Assert.Null(path.Find(body));
        }
    }

    [Fact]
    public void A_megabyte_is_read_to_its_end()
    {
        var json = Encoding.UTF8.GetBytes("{\"list\":[" + string.Join(",", Enumerable.Range(0, 100_000).Select(i => $"{{\"x\":{i}}}")) + "],\"n\":7}");

        Assert.Equal(7, JsonPath.Parse("$.n").Number(json));
        Assert.Equal(99_999, JsonPath.Parse("$.list.99999.x").Number(json));
    }

    [Fact]
    public void It_agrees_with_a_document_in_memory() => Gen.Select(Json(4), Gen.Int[0, 2].Array[0, 4]).Sample((json, steps) =>
    {
        using var document = JsonDocument.Parse(json);
        JsonElement? at = document.RootElement;
        foreach (var step in steps)
            at = at is { ValueKind: JsonValueKind.Object } map && map.TryGetProperty($"m{step}", out var member) ? member : null;
        var expected = at is { ValueKind: JsonValueKind.String or JsonValueKind.Number } scalar ? scalar.ToString() : null;

        Assert.Equal(expected, JsonPath.Parse("$" + string.Concat(steps.Select(s => $".m{s}"))).Text(Encoding.UTF8.GetBytes(json)));
    }, iter: 5_000);

    [Fact]
    public void A_number_is_found_without_allocating()
    {
        var (path, json) = (JsonPath.Parse("$.items.1.1"), Encoding.UTF8.GetBytes(Sample));
        path.Number(json);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++) path.Number(json);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static Gen<string> Json(int depth)
    {
        var scalar = Gen.OneOf(Gen.Int.Select(i => $"{i}"), Gen.Char["ab\"\\ é"].Array[0, 4].Select(c => JsonSerializer.Serialize(new string(c))));
        if (depth == 0) return scalar;
        return Gen.OneOf(scalar, Json(depth - 1).Array[0, 3].Select(a => "{" + string.Join(",", a.Select((v, i) => $"\"m{i}\":{v}")) + "}"));
    }
}
