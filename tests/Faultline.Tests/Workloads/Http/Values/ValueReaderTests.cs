using System.Text;
using Faultline.Workloads.Http.Values;

namespace Faultline.Tests.Workloads.Http.Values;

public sealed class ValueReaderTests
{
    private const string Body =
        """{"id":"17","balance":1000,"amount":"12.30","state":"settled","paid":true,"z":null,"five":5.00,"items":[{"n":1},{"n":2},{}],"none":[],"big":[9223372036854775807,1]}""";

    [Theory]
    [InlineData("$.balance", 1000L)]
    [InlineData(" $.balance ", 1000L)]
    [InlineData("$.state == \"settled\"", 1L)]
    [InlineData("$.state == 'open'", 0L)]
    [InlineData("$.state!='open'", 1L)]
    [InlineData("$.paid == true", 1L)]
    [InlineData("$.paid == false", 0L)]
    [InlineData("$.z == null", 1L)]
    [InlineData("$.balance == 1000", 1L)]
    [InlineData("$.five == 5", 1L)]
    [InlineData("$.amount == 12.3", 1L)]
    [InlineData("$.balance == \"1000\"", 0L)]
    [InlineData("$.missing == 1", null)]
    [InlineData("$.missing != 1", null)]
    [InlineData("count($.items)", 3L)]
    [InlineData("count($.items.*.n)", 2L)]
    [InlineData("count($.none)", 0L)]
    [InlineData("count($.missing)", null)]
    [InlineData("count($.balance)", null)]
    [InlineData("count($)", 10L)]
    [InlineData("count( $.none ) == 0", 1L)]
    [InlineData("sum($.items.*.n)", 3L)]
    [InlineData("sum($.none)", 0L)]
    [InlineData("sum($.none.*.n)", 0L)]
    [InlineData("sum($.missing.*.n)", null)]
    [InlineData("sum($.big)", null)]
    [InlineData("sum($.items)", null)]
    [InlineData("header(X-Total)", 42L)]
    [InlineData("header(X-Gone)", null)]
    [InlineData("header(X-State) == \"ok\"", 1L)]
    [InlineData("last(header(Location))", 17L)]
    [InlineData("text", null)]
    [InlineData("$.state", null)]
    [InlineData("$.paid", null)]
    [InlineData("$.amount", null)]
    public void The_number_is_found_or_is_not_there(string text, long? number) =>
        Assert.Equal(number, ValueReader.Parse(text).Read(Encoding.UTF8.GetBytes(Body), Header));

    [Theory]
    [InlineData("$.amount", 2, 1230L)]
    [InlineData("$.balance", 2, 100_000L)]
    [InlineData("count($.items)", 2, 3L)]
    [InlineData("sum($.items.*.n)", 2, 300L)]
    [InlineData("header(X-Total)", 1, 420L)]
    public void A_scale_makes_smallest_units(string text, int scale, long? number) =>
        Assert.Equal(number, ValueReader.Parse(text, scale).Read(Encoding.UTF8.GetBytes(Body), Header));

    [Theory]
    [InlineData(" 17\n", 17L)]
    [InlineData("17 EUR", null)]
    [InlineData("", null)]
    public void The_whole_body_may_be_the_number(string body, long? number) => Assert.Equal(number, ValueReader.Parse("text").Read(Encoding.UTF8.GetBytes(body)));

    [Theory]
    [InlineData("$.credit", 0, "$.credit is not there. It has: id, balance, amount, state, paid, z, five, items, none, big")]
    [InlineData("$.items.0.m", 0, "$.items.0.m is not there. What is above it has: n")]
    [InlineData("$.state.x", 0, "$.state.x is not there. What is above it is \"settled\"")]
    [InlineData("$.amount", 0, "$.amount is \"12.30\", which is no whole number of 64 bits (numbers with decimal places need a scale)")]
    [InlineData("$.amount", 1, "$.amount is \"12.30\", which is no number of 64 bits with at most 1 decimal places")]
    [InlineData("$.paid", 0, "$.paid is true, which is no number (compare it: == true)")]
    [InlineData("$.items", 0, "$.items is no number, but a list (count(…) is how many it has, sum(…) adds them up)")]
    [InlineData("$", 0, "$ is no number, but a map. It has: id, balance, amount, state, paid, z, five, items, none, big")]
    [InlineData("$.z", 0, "$.z is null, which is no whole number of 64 bits (numbers with decimal places need a scale)")]
    [InlineData("$.none.*", 0, "$.none.* matches nothing")]
    [InlineData("count($.balance)", 0, "$.balance is no list")]
    [InlineData("count($.gone)", 0, "$.gone is not there. It has: id, balance, amount, state, paid, z, five, items, none, big")]
    [InlineData("sum($.items)", 0, "one of the 3 matches of $.items is no number, or their sum is out of range")]
    [InlineData("header(X-Gone)", 0, "the header X-Gone is not there")]
    [InlineData("header(X-State)", 0, "the header X-State is \"ok\", which is no whole number of 64 bits (numbers with decimal places need a scale)")]
    public void Why_there_is_none_is_told_with_what_is_there_instead(string text, int scale, string sentence) =>
        Assert.Equal(sentence, ValueReader.Parse(text, scale).Explain(Encoding.UTF8.GetBytes(Body), Header));

    [Theory]
    [InlineData("", "the answer is empty")]
    [InlineData("{\n\"a\":x}", "the answer is no JSON from line 2, byte 5 on")]
    [InlineData("{\"n\":1,\"n\":2}", "a part of $.n stands there twice")]
    public void An_answer_that_cannot_be_read_is_told(string body, string sentence) =>
        Assert.Equal(sentence, ValueReader.Parse("$.n").Explain(Encoding.UTF8.GetBytes(body)));

    [Fact]
    public void A_text_that_is_no_UTF8_is_told() =>
        Assert.Equal("the answer is no JSON: a text in it is no UTF-8", ValueReader.Parse("$.n == '1'").Explain((byte[])[.. "{\"\\ud800\":1}"u8]));

    [Theory]
    [InlineData("", 0, null)]
    [InlineData("balance", 0, "Did you mean \"$.balance\"?")]
    [InlineData("coutn($.items)", 0, "Did you mean \"count\"?")]
    [InlineData("$.a-b", 3, "A name with other signs than letters, digits and _ is written $['a-b'].")]
    [InlineData("$.state = 'x'", 8, null)]
    [InlineData("$.state == settled", 11, "A text stands in quotes: \"settled\"")]
    [InlineData("$.state == 'x", 11, null)]
    [InlineData("$.state == 'x' y", 15, null)]
    [InlineData("$.n == 99999999999999999999", 7, null)]
    [InlineData("count($.items", 13, null)]
    [InlineData("count(items)", 6, null)]
    [InlineData("header()", 7, null)]
    [InlineData("last($.x)", 5, null)]
    [InlineData("$.a $.b", 4, null)]
    public void What_is_none_is_told_with_its_place(string text, int index, string? hint)
    {
        var e = Assert.Throws<ValueSyntaxException>(() => ValueReader.Parse(text));

        Assert.Equal((index, hint), (e.Index, e.Hint));
    }

    private static string? Header(string name) => name switch
    {
        "X-Total" => "42",
        "X-State" => "ok",
        "Location" => "http://h/orders/17/?x=/9",
        _ => null,
    };
}
