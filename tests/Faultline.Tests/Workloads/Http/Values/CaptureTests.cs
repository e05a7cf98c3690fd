using System.Text;
using Faultline.Workloads.Http.Values;

namespace Faultline.Tests.Workloads.Http.Values;

public sealed class CaptureTests
{
    private const string Body = """{"n":9007199254740993,"text":"17","half":12.50,"big":92233720368547758070,"yes":true,"none":null,"map":{}}""";

    [Theory]
    [InlineData("$.text", "17")]
    [InlineData("$.half", "12.50")]
    [InlineData("$.big", "92233720368547758070")]
    [InlineData("$.yes", "true")]
    [InlineData("header(Location)", "/orders/a%20b")]
    [InlineData("last(header(Location))", "a b")]
    [InlineData("last(header(Slash))", null)]
    [InlineData("$.none", null)]
    [InlineData("$.map", null)]
    [InlineData("$.gone", null)]
    [InlineData("header(Gone)", null)]
    public void A_text_is_kept_as_the_answer_wrote_it(string source, string? text)
    {
        var variables = new VariableTable();
        var capture = Capture.Parse("x", source, variables);

        Assert.Equal(text is null ? null : Value.Of(text), capture.Read(Encoding.UTF8.GetBytes(Body), Header));
        Assert.Equal((variables.Find("x"), source), (capture.Slot, capture.Source));
    }

    [Theory]
    [InlineData("$.n", 9007199254740993L)]
    [InlineData("count($)", 7L)]
    public void A_whole_number_is_a_number(string source, long number) =>
        Assert.Equal(Value.Of(number), Capture.Parse("x", source, new VariableTable()).Read(Encoding.UTF8.GetBytes(Body)));

    [Fact]
    public void The_whole_body_may_be_the_value() => Assert.Equal(Value.Of("id-7"), Capture.Parse("x", "text", new VariableTable()).Read("id-7\r\n"u8.ToArray()));

    [Fact]
    public void A_body_that_is_no_text_holds_no_value()
    {
        var capture = Capture.Parse("x", "text", new VariableTable());

        Assert.Null(capture.Read(new byte[] { 0xC3, 0x28 }));
        Assert.Equal("the body is no text", capture.Explain(new byte[] { 0xC3, 0x28 }));
    }

    private static string? Header(string name) => name switch
    {
        "Location" => "/orders/a%20b",
        "Slash" => "/",
        _ => null,
    };
}
