namespace Faultline.IntegrationTests.Foreign;

/// <summary>
/// It answers with what a terminal acts on, with what turns the reading order, and with lines without end: to the calls
/// that are its turn, as an order, as HTML, or as an address to go to.
/// </summary>
internal sealed class SaysWhatTerminalsObey(Func<Call, bool> isTurn, Func<Call, Reply> reply) : Behaviour
{
    public const string Marks = "\u001b[2J\u001b]0;owned\u0007\u009b31m\u202e\u2066\u200b\uFEFF\u2028\nerror: forged\r";

    private const int LineWithoutEnd = 2_000_000;

    /// <summary>A success whose body is two million characters of one line.</summary>
    public static Reply Page() => new(200, Marks + new string('x', LineWithoutEnd), "text/html; charset=utf-8");

    /// <summary>An order of many items with ids as long as is accepted, which is paid already.</summary>
    public static Reply Order()
    {
        var ids = Enumerable.Range(0, 900).Select(i => System.Text.Json.JsonSerializer.Serialize(i + Marks + new string('x', 900)));
        var user = System.Text.Json.JsonSerializer.Serialize(Marks);
        return Reply.Json($$"""{"paid":true,"items":[{{string.Join(',', ids.Select(id => $"[{id},1]"))}}],"user_id":{{user}},"total_cost":20}""");
    }

    public override async Task<Reply?> AnswerAsync(Call call, Func<Task<Reply?>> shop) => isTurn(call) ? reply(call) : await shop();
}
