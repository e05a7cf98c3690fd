using System.Globalization;
using System.Text;

namespace Faultline.IntegrationTests.Foreign;

/// <summary>What a foreign shop answers.</summary>
internal sealed record Reply(int Status, string Text, string Type)
{
    /// <summary>The body as it is sent.</summary>
    public byte[] Body { get; init; } = Encoding.UTF8.GetBytes(Text);

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public bool IsOk => Status == 200;

    public static Reply Json(string text) => new(200, text, "application/json; charset=utf-8");

    public static Reply Done() => new(200, "\n  ok!\n", "text/x-shop");

    public static Reply Refused(string why) =>
        new(400, $"<!doctype html><title>400 Bad Request</title><h1>Bad Request</h1><p>{why}</p>", "text/html");

    public static Reply BadGateway() =>
        new(502, "<html><head><title>502 Bad Gateway</title></head><body><hr><center>nginx</center></body></html>", "text/html");

    /// <summary>The same with another text.</summary>
    public Reply Saying(string text) => this with { Text = text, Body = Encoding.UTF8.GetBytes(text) };

    public static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
