using System.Text;
using Faultline.Configuration;
using Faultline.Histories;
using Faultline.Load.Http;

namespace Faultline.Experiments;

/// <summary>An answer of the system under test that cannot be used, or none.</summary>
/// <param name="Url">What was asked, whole.</param>
/// <param name="Status">HTTP status code, or 0 where no valid answer came.</param>
/// <param name="Seen">The first visible characters of the answer, at most 200 of them, or why there was none.</param>
/// <param name="Fault">What is wrong with it, in words, as the end of a sentence.</param>
/// <param name="Expected">What was expected instead.</param>
/// <param name="Hint">What the reader can do.</param>
internal sealed record UnusableAnswer(string Url, int Status, string Seen, string Fault, string Expected, string Hint)
{
    private const int MostSeen = 200;
    private const int MostBytes = MostSeen * 4;

    // An id from the shop may make it long, and what follows must be seen.
    private const int MostAsked = 500;
    private const string NothingKilled = "Nothing was killed.";

    /// <summary>The whole of it in one sentence.</summary>
    public string Message => Status == 0
        ? $"{ToldText.Line(Url, MostAsked)} gave no answer that can be used ({Seen}){(Fault.Length == 0 ? "" : $": {Fault}")}; expected was {Expected}"
        : $"{ToldText.Line(Url, MostAsked)} gave an answer that cannot be used (status {Status}: {(Seen.Length == 0 ? "no text" : Seen)}): {Fault}; expected was {Expected}";

    /// <summary>What an answer to a request is to somebody who expected <paramref name="expected"/>.</summary>
    /// <param name="verb">What was asked.</param>
    /// <param name="target">Who was asked.</param>
    /// <param name="path">Of which path.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="expected">What was expected, as a noun.</param>
    /// <param name="fault">What is wrong with the body of an answer of 2xx.</param>
    public static UnusableAnswer Of(
        HttpVerb verb, HttpTarget target, string path, HttpAnswer answer, string expected, string? fault = null)
    {
        var url = $"{(verb == HttpVerb.Get ? "GET" : "POST")} {target.BaseAddress.AbsoluteUri.TrimEnd('/')}{path}";
        var (wrong, hint) = answer switch
        {
            { Status: 0 } => (Done(verb, answer.Outcome), $"{NothingKilled} Check urls.json and the service's own log; faultline services status shows what runs, and --operation-timeout says how long an answer may take"),
            { Location: { } location } => (
                $"it points to {Visible(location)}",
                $"{NothingKilled} Redirections are not followed, since a POST would then be sent twice. Put the address it points to into urls.json"),
            { Outcome: Outcome.Ok } => (fault ?? "it is not what was asked for", $"{NothingKilled} Is this the system that was meant? Check urls.json and what the service sends"),
            _ => (Done(verb, answer.Outcome) is { Length: > 0 } done ? done : "it is no success", $"{NothingKilled} Check urls.json and the service's own log; faultline services status shows what runs"),
        };
        return new UnusableAnswer(url, answer.Status, SeenOf(answer), wrong, expected, hint);
    }

    /// <summary>The first visible characters of an answer, at most 200, on one line; or why there was none.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="hide">Hides secrets in a text, before it is cut: half of one is no longer known for what it is.</param>
    public static string SeenOf(HttpAnswer answer, Func<string, string> hide) => answer.Status == 0
        ? hide(answer.Failure ?? "no answer")
        : Visible(hide(Encoding.UTF8.GetString(answer.Body.Span)));

    /// <summary>The first visible characters of an answer that can hold no secret.</summary>
    public static string SeenOf(HttpAnswer answer) => answer.Status == 0
        ? answer.Failure ?? "no answer"
        : Visible(Encoding.UTF8.GetString(answer.Body.Span[..Math.Min(MostBytes, answer.Body.Length)]));

    /// <summary>An error that ends the run before anything was harmed.</summary>
    /// <param name="mayHaveBeenDone">Whether what was asked for may be done all the same.</param>
    public TargetUnavailableException ToException(bool mayHaveBeenDone = false) => new(Message, Hint) { MayHaveBeenDone = mayHaveBeenDone };

    /// <summary>What is known of a write that did not succeed.</summary>
    private static string Done(HttpVerb verb, Outcome outcome) => (verb, outcome) switch
    {
        (HttpVerb.Get, _) => "",
        (_, Outcome.Failed) => "it was not done",
        _ => "nobody knows whether it was done",
    };

    private static string Visible(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        var shown = VisibleText.Line(UrlText.WithoutSecrets(line));
        if (shown.Length <= MostSeen) return shown;
        var end = char.IsHighSurrogate(shown[MostSeen - 2]) ? MostSeen - 2 : MostSeen - 1;
        return shown[..end] + "…";
    }
}
