namespace Faultline.Auditing;

/// <summary>The anomalies of one sweep, each with its operations and the fault windows these touch.</summary>
internal sealed class Findings(Ledger ledger, IReadOnlyList<FaultWindow> windows)
{
    private const int Cap = 100;

    private readonly WindowLookup _windows = new(windows);
    private readonly List<Anomaly> _anomalies = [];
    private readonly HashSet<string> _implicated = [];

    /// <summary>Names of the accounts on which the anomalies rest.</summary>
    public IReadOnlySet<string> Implicated => _implicated;

    public IReadOnlyList<Anomaly> InOrder() =>
    [
        .. _anomalies.OrderBy(a => a.Kind, StringComparer.Ordinal).ThenBy(a => a.Entity, StringComparer.Ordinal),
    ];

    /// <summary>A transaction that is proven wrong itself.</summary>
    public void OfTransaction(string kind, int transaction, string expected, string actual)
    {
        Implicate(transaction);
        var builders = kind == ledger.Books.Vocabulary.Damaged ? ledger.Transactions[transaction].Builders ?? [] : [];
        List<long> operations = [.. builders.Take(Cap)];
        var total = builders.Count;
        Collect(transaction, operations, ref total);
        Add(kind, ledger.Transactions[transaction].Name, expected, actual, operations, total, implicated: false);
    }

    /// <summary>A balance that its transactions cannot have left.</summary>
    public void OfAccount(string kind, int account, string expected, string actual)
    {
        _implicated.Add(ledger.Accounts[account].Name);
        List<long> operations = [];
        var total = 0;
        var touching = ledger.Touching(account);
        foreach (var entry in touching)
            Collect(entry.Transaction, operations, ref total);
        Add(kind, ledger.Accounts[account].Name, expected, actual, operations, total, touching.Length > 1);
    }

    /// <summary>Accounts that are wrong together.</summary>
    public void OfPart(string kind, string entity, IEnumerable<int> transactions, string expected, string actual)
    {
        List<long> operations = [];
        var total = 0;
        foreach (var transaction in transactions)
        {
            Implicate(transaction);
            Collect(transaction, operations, ref total);
        }

        Add(kind, entity, expected, actual, operations, total, implicated: true);
    }

    /// <summary>An account that nothing should have moved.</summary>
    public void OfUntouched(Account account, long closing)
    {
        _implicated.Add(account.Name);
        Add(
            AnomalyKinds.UntouchedAccountMoved,
            account.Name,
            Figures.Text($"{account.Opening}, as before the load, since no attempt touches it"),
            Figures.Text($"{closing}"),
            [],
            0,
            implicated: false);
    }

    private void Implicate(int transaction)
    {
        foreach (var posting in ledger.Transactions[transaction].Postings)
            _implicated.Add(ledger.Accounts[posting.Account].Name);
    }

    private void Add(
        string kind, string entity, string expected, string actual, List<long> operations, int total, bool implicated) =>
        _anomalies.Add(
            new(kind, entity, expected, actual, operations, total, implicated, Transient: false, _windows.Take()));

    private void Collect(int transaction, List<long> operations, ref int total)
    {
        var attempts = ledger.Transactions[transaction].Attempts;
        total += attempts.Count;
        for (var i = 0; i < attempts.Count; i++)
        {
            if (operations.Count < Cap)
                operations.Add(attempts[i].Operation);
            _windows.Add(attempts[i]);
        }
    }
}
