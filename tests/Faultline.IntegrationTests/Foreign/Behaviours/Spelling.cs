using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace Faultline.IntegrationTests.Foreign;

/// <summary>It writes its JSON in a way of its own.</summary>
internal sealed partial class Spelling : Behaviour
{
    private readonly Func<Reply, Reply> _rewrite;

    private Spelling(Func<Reply, Reply> rewrite) => _rewrite = rewrite;

    public static Spelling ByteOrderMark() => new(reply => reply with { Body = [.. Encoding.UTF8.Preamble, .. reply.Body] });

    public static Spelling WholeFloats() => new(reply => reply.Saying(Numbers().Replace(reply.Text, "$0.0")));

    public static Spelling NumbersAsText() => new(reply => reply.Saying(Numbers().Replace(reply.Text, "\"$0\"")));

    public static Spelling ItemsAsObjects() => new(reply => reply.Saying(Lines().Replace(reply.Text, "{\"item_id\":\"$1\",\"quantity\":$2}")));

    public static Spelling Utf16() => new(reply => reply with { Type = "application/json; charset=utf-16", Body = Encoding.Unicode.GetBytes(reply.Text) });

    public static Spelling EscapeCodes() => new(reply => reply.Saying("\u001b[31mred\u001b[0m " + new string('x', 1000)));

    public static Spelling Gzip() => new(reply =>
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest)) gzip.Write(reply.Body);
        return reply with { Body = packed.ToArray(), Headers = new Dictionary<string, string> { ["Content-Encoding"] = "gzip" } };
    });

    public override async Task<Reply?> AnswerAsync(Call call, Func<Task<Reply?>> shop)
    {
        var reply = await shop();
        return reply is { IsOk: true } && reply.Type.StartsWith("application/json", StringComparison.Ordinal) ? _rewrite(reply) : reply;
    }

    [GeneratedRegex("""(?<=":)\d+(?=[,}])""")]
    private static partial Regex Numbers();

    [GeneratedRegex("""\["([^"]+)",(\d+)\]""")]
    private static partial Regex Lines();
}
