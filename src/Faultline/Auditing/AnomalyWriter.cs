namespace Faultline.Auditing;

/// <summary>Writes anomalies down with the operations they rest on and the fault windows these touch.</summary>
internal sealed class AnomalyWriter(AccountLedger ledger, IReadOnlyList<FaultWindow> windows)
{
    private const int MostOperations = 100;

    public Anomaly ForTransaction(int transaction, string kind, string expected, string actual)
    {
        var judged = ledger.Books.Transactions[transaction];
        var builders = kind == ledger.Books.Vocabulary.Damaged || kind == ledger.Books.Vocabulary.Partial ? judged.Builders ?? [] : [];
        return Write(kind, judged.Name, expected, actual, judged.Attempts, builders, implicated: false);
    }

    public Anomaly ForAccount(int account, string kind, string expected, string actual, bool implicated)
    {
        var attempts = new List<Attempt>();
        foreach (var (transaction, _) in ledger.Touches(account)) attempts.AddRange(ledger.Books.Transactions[transaction].Attempts);
        return Write(kind, ledger.Books.Accounts[account].Name, expected, actual, attempts, [], implicated);
    }

    public Anomaly ForUntouched(Account account, string kind, string expected, string actual) =>
        Write(kind, account.Name, expected, actual, [], [], implicated: false);

    public Anomaly ForPart(IReadOnlyList<int> transactions, string entity, string kind, string expected, string actual) =>
        Write(kind, entity, expected, actual, [.. transactions.SelectMany(t => ledger.Books.Transactions[t].Attempts)], [], implicated: true);

    private Anomaly Write(
        string kind, string entity, string expected, string actual, IReadOnlyList<Attempt> attempts, IReadOnlyList<long> builders, bool implicated)
    {
        var operations = builders.Concat(attempts.Select(a => a.Operation)).Order().Take(MostOperations).ToArray();
        var touched = windows.Where(w => attempts.Any(a => a.Sent <= w.To && a.Completed >= w.From)).Select(w => w.Name).Distinct().ToArray();
        return new Anomaly(
            kind, entity, expected, actual, operations, builders.Count + attempts.Count, implicated, Transient: false, touched);
    }
}
