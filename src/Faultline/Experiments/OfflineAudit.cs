using Faultline.Auditing;
using Faultline.Checking;
using Faultline.Histories;

namespace Faultline.Experiments;

/// <summary>A run that has ended, judged again from what it left on disk: its history and its books.</summary>
/// <param name="Audit">What the auditor finds; null where the run ended before its books were read.</param>
/// <param name="Verdict">What the run proves.</param>
public sealed record OfflineAudit(AuditResult? Audit, Verdict Verdict)
{
    /// <summary>What the reader should know before trusting the verdict, in sentences.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>
    /// Audits the run in a folder. Outcomes and times of all attempts are read from the history, the balances from
    /// the books; nothing is asked of the system. Before that, the files are held against the digests that the run left
    /// and against what it counted itself.
    /// </summary>
    /// <param name="folder">Folder of the run.</param>
    /// <param name="told">The totals that the run counted, per kind of operation; empty where they are not known.</param>
    /// <param name="cancellationToken">Stops the audit.</param>
    /// <exception cref="InvalidDataException">A file is damaged or missing, or books and history do not belong together.</exception>
    public static async Task<OfflineAudit> OfAsync(string folder, IReadOnlyList<KindTotals> told, CancellationToken cancellationToken)
    {
        var vouched = RunSeal.Verify(folder, cancellationToken);
        var books = Path.Combine(folder, BooksFile.Name);
        if (!File.Exists(books))
            return new OfflineAudit(null, Verdict.Unjudged($"The run left no {BooksFile.Name}: it ended before its books were read."));

        var history = Path.Combine(folder, RunFolder.HistoryName);
        if (!Directory.Exists(history)) throw new InvalidDataException($"the folder {RunFolder.HistoryName} is missing");

        if (HistoryReader.Missing(history) is { } missing) throw new InvalidDataException($"{RunFolder.HistoryName}/{missing} is missing");

        var size = new DirectoryInfo(history).EnumerateFiles().Sum(f => f.Length);
        var check = new HistoryCheck();
        var judged = await BooksFile.Read(books, BooksFile.MostBeside(size))
            .FromHistoryAsync(check.WatchAsync(HistoryReader.ReadAsync(history, cancellationToken), cancellationToken), cancellationToken);
        check.Compare(told, judged.Conditions.OperationsLost);
        var audit = judged.Audit(cancellationToken);
        return new OfflineAudit(audit, Verdict.Judge(audit, judged.Conditions)) { Notes = [.. NotesOn(judged, vouched, HistoryReader.Damaged(history))] };
    }

    private static IEnumerable<string> NotesOn(JudgedBooks judged, bool vouched, int damaged)
    {
        if (!vouched) yield return $"The run left no {RunSeal.Name}, so nothing vouches for its files.";
        if (damaged > 0)
            yield return $"{damaged} of the operations that were not in the history when the tool was ended cannot be read, since {IntentLog.FileName} is damaged, and were left out.";
        if (judged.Unbalanced() is > 0 and var count)
            yield return $"{count} of {judged.Books.Transactions.Count} transactions do not balance at the prices in the books, so what they add to what they touch, or take from it, was allowed for.";
    }
}
