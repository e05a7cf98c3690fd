namespace Faultline.Auditing;

/// <summary>An anomaly with all that it rests on.</summary>
/// <param name="Anomaly">As it is told.</param>
/// <param name="Accounts">Accounts whose balances are its proof.</param>
/// <param name="Transactions">Transactions whose flags and isolated accounts say what those balances should be.</param>
/// <param name="Others">Accounts of the sample that nothing touches.</param>
/// <param name="Ended">When the effects of the last of its operations must have come; null where it has none.</param>
internal sealed record Proof(
    Anomaly Anomaly, IReadOnlyList<int> Accounts, IReadOnlyList<int> Transactions, IReadOnlyList<Account> Others, TimeSpan? Ended);

/// <summary>The anomalies of one reading, each with its operations and the fault windows these touch.</summary>
internal sealed class Findings(Ledger ledger, IReadOnlyList<FaultWindow> windows)
{
    private const int Cap = 100;

    private readonly WindowLookup _windows = new(windows);
    private readonly List<Proof> _findings = [];
    private readonly List<long> _operations = [];
    private int _total;
    private TimeSpan? _ended;

    public IReadOnlyList<Proof> InOrder() =>
    [
        .. _findings.OrderBy(f => f.Anomaly.Kind, StringComparer.Ordinal).ThenBy(f => f.Anomaly.Entity, StringComparer.Ordinal),
    ];

    /// <summary>A transaction that is proven wrong itself.</summary>
    public void OfTransaction(string kind, int transaction, string expected, string actual)
    {
        if (kind == ledger.Transaction(transaction).Kind.Damaged)
            Collect(ledger.Transaction(transaction).Builders ?? []);
        Collect(transaction);
        Add(kind, ledger.Transaction(transaction).Name, expected, actual, false, Touched(transaction), [], []);
    }

    /// <summary>Creates that were answered with the same id, and the transaction that they made.</summary>
    public void OfTwice(int transaction, IReadOnlyList<long> creates, string expected, string actual)
    {
        Collect(creates);
        Collect(transaction);
        Add(AnomalyKinds.IdGivenTwice, ledger.Transaction(transaction).Name, expected, actual, false, Touched(transaction), [], []);
    }

    /// <summary>A transaction that would explain, as the only one, why balances are off.</summary>
    public void OfSuspect(string kind, int transaction, IReadOnlyList<int> accounts, string expected, string actual)
    {
        Collect(transaction);
        Add(kind, ledger.Transaction(transaction).Name, expected, actual, true, accounts, Touching(accounts), []);
    }

    /// <summary>Balances that are off together, with the operations and windows of those of their transactions that would explain it.</summary>
    public void OfSuspects(string kind, IEnumerable<int> suspects, IReadOnlyList<int> accounts, string expected, string actual)
    {
        foreach (var transaction in suspects)
            Collect(transaction);
        var touching = Touching(accounts);
        Add(kind, ledger.Account(accounts[0]).Name, expected, actual, touching.Count > 1, accounts, touching, []);
    }

    /// <summary>A balance that its transactions cannot have left.</summary>
    public void OfAccount(string kind, int account, string expected, string actual) => OfAccounts(kind, [account], expected, actual);

    /// <summary>Balances that are off together, told under the name of the first.</summary>
    public void OfAccounts(string kind, IReadOnlyList<int> accounts, string expected, string actual) =>
        OfPart(kind, ledger.Account(accounts[0]).Name, accounts, Touching(accounts), expected, actual);

    /// <summary>Accounts that are wrong together.</summary>
    public void OfPart(
        string kind, string entity, IReadOnlyList<int> accounts, IReadOnlyList<int> transactions, string expected, string actual)
    {
        foreach (var transaction in transactions)
            Collect(transaction);
        Add(kind, entity, expected, actual, transactions.Count > 1, accounts, transactions, []);
    }

    /// <summary>An account that nothing should have moved, at the value it was read with.</summary>
    public void OfUntouched(string kind, Account account, string actual) =>
        Add(
            kind,
            account.Name,
            Figures.Text($"{account.Opening}, as before the load, since no attempt touches it"),
            actual,
            implicated: false,
            [],
            [],
            [account]);

    /// <summary>A sort of account of which some are gone.</summary>
    public void OfKind(
        string kind, string entity, string expected, string actual,
        IReadOnlyList<int> accounts, IReadOnlyList<int> transactions, IReadOnlyList<Account> others)
    {
        foreach (var transaction in transactions)
            Collect(transaction);
        Add(kind, entity, expected, actual, implicated: false, accounts, [], others);
    }

    private void Add(
        string kind, string entity, string expected, string actual, bool implicated,
        IReadOnlyList<int> accounts, IReadOnlyList<int> transactions, IReadOnlyList<Account> others)
    {
        _findings.Add(
            new(
                new(kind, entity, expected, actual, [.. _operations], _total, implicated, Transient: false, _windows.Take()),
                accounts,
                transactions,
                others,
                _ended));
        _operations.Clear();
        (_total, _ended) = (0, null);
    }

    private int[] Touched(int transaction)
    {
        var postings = ledger.Postings(transaction);
        var accounts = new int[postings.Length];
        for (var i = 0; i < accounts.Length; i++)
            accounts[i] = postings[i].Account;
        return accounts;
    }

    private List<int> Touching(IReadOnlyList<int> accounts)
    {
        List<int> transactions = [];
        foreach (var account in accounts)
        {
            foreach (var entry in ledger.Touching(account))
                transactions.Add(entry.Transaction);
        }

        return accounts.Count == 1 ? transactions : [.. transactions.Distinct().Order()];
    }

    private void Collect(IReadOnlyList<long> operations)
    {
        _operations.AddRange(operations.Take(Cap - _operations.Count));
        _total += operations.Count;
    }

    private void Collect(int transaction)
    {
        var (kind, attempts) = (ledger.Transaction(transaction).Kind, ledger.Transaction(transaction).Attempts);
        _total += attempts.Count;
        for (var i = 0; i < attempts.Count; i++)
        {
            if (_operations.Count < Cap)
                _operations.Add(attempts[i].Operation);
            var settled = kind.SettledAt(attempts[i]);
            if (_ended is null || settled > _ended) _ended = settled;
            _windows.Add(attempts[i].Sent, settled);
        }
    }
}
