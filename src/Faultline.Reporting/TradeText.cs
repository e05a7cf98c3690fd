using Faultline.Experiments;
using Faultline.Histories;

namespace Faultline.Reporting;

/// <summary>
/// The words of a trade as they stand in a report. A stored run brings them, and its file may be of any hand: they are made
/// visible and cut.
/// </summary>
public static class TradeText
{
    private const int MostWord = 40;
    private const int MostSentence = 600;

    /// <summary>Attempts at transactions together, for example <c>transfers</c>.</summary>
    public static string Attempts(WorkloadWords words) => Word(words.Attempt.Many);

    /// <summary>The success of attempts, for example <c>Transfer success</c>.</summary>
    public static string Success(WorkloadWords words) => $"{Capitalised(Word(words.Attempt.One))} success";

    /// <summary>Which variant of the system it was and with which bug, for example <c>saga with the bug no-refund</c>; empty where nobody told.</summary>
    public static string Variant(string? variant, string? bug) => (variant ?? "") + (bug is null ? "" : $" with the bug {bug}");

    /// <summary>How the attempts of a kind, or of all, ended.</summary>
    public static string Outcomes(TransactionTotals t) =>
        $"{Figures.Count(t.Attempted)} attempted, {Figures.Count(t.Succeeded)} succeeded ({Figures.Share(t.SuccessRate)}), {Figures.Count(t.Refused)} refused, {Figures.Count(t.Unknown)} unknown";

    /// <summary>A kind of transaction.</summary>
    public static string Kind(string kind) => Word(kind);

    /// <summary>A word.</summary>
    public static string Word(string word) => VisibleText.Line(word, MostWord);

    /// <summary>A sentence.</summary>
    public static string Sentence(string sentence) => VisibleText.Line(sentence, MostSentence);

    /// <summary>With a capital letter first, as in a heading.</summary>
    public static string Capitalised(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    /// <summary>A word that is safe in a name of a file or in a link: letters, digits and hyphens.</summary>
    internal static string Slug(string word)
    {
        var safe = new string([.. Word(word).ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')]).Trim('-');
        return safe.Length == 0 ? "other" : safe;
    }
}
