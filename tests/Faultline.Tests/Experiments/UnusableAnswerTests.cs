using System.Text;
using Faultline.Experiments;
using Faultline.Histories;
using Faultline.Load.Http;

namespace Faultline.Tests.Experiments;

public sealed class UnusableAnswerTests : IDisposable
{
    private readonly HttpTarget _shop = new(new Uri("http://shop:8000/base/"), TimeProvider.System);

    [Fact]
    public void What_was_asked_answered_and_expected_is_told_in_one_sentence()
    {
        var answer = Of(HttpVerb.Get, Answer(Outcome.Ok, 200, """{"stock":"100"}"""), "\"stock\" is text, not a whole number");

        Assert.Equal(
            "GET http://shop:8000/base/stock/find/0 gave an answer that cannot be used (status 200: {\"stock\":\"100\"}): \"stock\" is text, not a whole number; expected was an item",
            answer.Message);
        Assert.Contains("urls.json", answer.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void A_redirection_is_told_with_its_address_and_why_it_is_not_followed()
    {
        var answer = Of(HttpVerb.Post, Answer(Outcome.Unknown, 307, "") with { Location = "https://shop/\u001b[31m" });

        Assert.Contains("it points to https://shop/␛[31m", answer.Message, StringComparison.Ordinal);
        Assert.Contains("sent twice", answer.Hint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Outcome.Unknown, "nobody knows whether it was done")]
    [InlineData(Outcome.Failed, "it was not done")]
    public void A_write_without_an_answer_is_not_done_only_where_that_is_known(Outcome outcome, string told)
    {
        var answer = Of(HttpVerb.Post, Answer(outcome, 0, "") with { Failure = "connection closed without an answer" });

        Assert.Contains($"(connection closed without an answer): {told}", answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_read_that_timed_out_is_told_as_that() =>
        Assert.Contains(
            "gave no answer that can be used (timed out after 3 s)",
            Of(HttpVerb.Get, Answer(Outcome.Unknown, 0, "") with { Failure = "timed out after 3 s" }).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(1_000)]
    [InlineData(200)]
    public void At_most_200_visible_characters_of_a_body_are_shown(int length)
    {
        var seen = Of(HttpVerb.Get, Answer(Outcome.Ok, 200, "\u001b\n\t" + string.Concat(Enumerable.Repeat("😀", length / 2)))).Seen;

        Assert.InRange(seen.Length, 190, 200);
        Assert.StartsWith("␛ 😀", seen, StringComparison.Ordinal);
        Assert.DoesNotContain('\uFFFD', seen);
    }

    [Fact]
    public void A_long_address_leaves_room_for_what_is_wrong()
    {
        var answer = UnusableAnswer.Of(HttpVerb.Get, _shop, $"/stock/find/{new string('%', 9_000)}", Answer(Outcome.Ok, 200, ""), "an item", "the body is empty");

        Assert.InRange(answer.Message.Length, 500, 800);
        Assert.EndsWith("the body is empty; expected was an item", answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Secrets_of_addresses_are_not_told()
    {
        var moved = Of(HttpVerb.Post, Answer(Outcome.Unknown, 307, "go to http://a:secret@b") with { Location = "http://user:secret@shop/login?access_token=secret&x=1" });

        Assert.Contains("it points to http://***@shop/login?access_token=***&x=1", moved.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", moved.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _shop.Dispose();

    private UnusableAnswer Of(HttpVerb verb, HttpAnswer answer, string? fault = null) =>
        UnusableAnswer.Of(verb, _shop, "/stock/find/0", answer, "an item", fault);

    private static HttpAnswer Answer(Outcome outcome, int status, string body) =>
        new(outcome, status, Encoding.UTF8.GetBytes(body), null, true, 1, 2, "");
}
