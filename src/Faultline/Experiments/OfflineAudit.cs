using Faultline.Auditing;
using Faultline.Histories;

namespace Faultline.Experiments;

/// <summary>A run that has ended, judged again from what it left on disk: its history and its books.</summary>
/// <param name="Audit">What the auditor finds; null where the run ended before its books were read.</param>
/// <param name="Verdict">What the run proves.</param>
public sealed record OfflineAudit(AuditResult? Audit, Verdict Verdict)
{
    /// <summary>
    /// Audits the run in a folder. Outcomes and times of all attempts are read from the history, the balances from
    /// the books; nothing is asked of the system.
    /// </summary>
    /// <exception cref="InvalidDataException">A file is damaged, or books and history do not belong together.</exception>
    public static async Task<OfflineAudit> OfAsync(string folder, CancellationToken cancellationToken)
    {
        var books = Path.Combine(folder, BooksFile.Name);
        if (!File.Exists(books))
            return new OfflineAudit(null, new Verdict(VerdictKind.Undetermined, [$"The run left no {BooksFile.Name}: it ended before its books were read."]));

        var history = Path.Combine(folder, RunFolder.HistoryName);
        if (!Directory.Exists(history)) throw new InvalidDataException($"the folder {RunFolder.HistoryName} is missing");

        var judged = await BooksFile.Read(books).FromHistoryAsync(HistoryReader.ReadAsync(history, cancellationToken), cancellationToken);
        var audit = judged.Audit(cancellationToken);
        return new OfflineAudit(audit, Verdict.Judge(audit, judged.Conditions));
    }
}
