using System.Globalization;
using System.Text;
using Faultline.Auditing;

namespace Faultline.Tests.Auditing;

/// <summary>What the auditor says of simulated banks: alarms about correct ones, and what it finds of the bugs of the others.</summary>
internal sealed class BankTally
{
    private static readonly Dictionary<BankBug, string> Names = new()
    {
        [BankBug.LostAck] = AnomalyKinds.AcknowledgedButLost,
        [BankBug.DoubleTransfer] = BankPopulation.Account.Twice,
        [BankBug.HalfTransfer] = "partial-transfer",
        [BankBug.LostUpdate] = BankPopulation.Account.OutOfBounds,
        [BankBug.NegativeBalance] = BankPopulation.Account.Overdrawn,
        [BankBug.RefusedButApplied] = AnomalyKinds.RefusedButApplied,
        [BankBug.NotGivenBack] = BankPopulation.Account.NotGivenBack,
    };

    private readonly int[] _provable = new int[Bugs.Count + 1];
    private readonly int[] _found = new int[Bugs.Count + 1];
    private readonly int[] _named = new int[Bugs.Count + 1];
    private readonly List<string> _examples = [];

    public static IReadOnlyList<BankBug> Bugs { get; } = [.. Enum.GetValues<BankBug>().Where(b => b != BankBug.None)];

    /// <summary>Correct banks that were accused, or of which a read was called out of date.</summary>
    public List<string> Alarms { get; } = [];

    /// <summary>Unknown outcomes in correct banks, and transactions of theirs that were seen to apply.</summary>
    public (long Unknown, long Applied) Busy { get; private set; }

    /// <summary>Runs in which no number of effects explains what the bug did.</summary>
    public int Provable(BankBug bug) => _provable[(int)bug];

    public int Found(BankBug bug) => _found[(int)bug];

    /// <summary>Those that were found and called what they are.</summary>
    public int Named(BankBug bug) => _named[(int)bug];

    /// <summary>What the auditor should call it.</summary>
    public static string NameOf(BankBug bug) => Names[bug];

    /// <summary>Audits a correct bank; every tenth as one of which some operations were not recorded.</summary>
    public void AddCorrect(int seed, CancellationToken ct)
    {
        var (books, windows) = SimulatedBank.Run(seed);
        if (seed % 10 == 0) books = WithMissing(books, seed);
        var audit = Auditor.Audit(books, windows, converged: true, ct);
        if (audit.Anomalies.Count + audit.Transients.Count + audit.WeakReads.Count > 0)
            Alarms.Add($"seed {seed}: {Text(audit)} {string.Join("; ", audit.WeakReads)}");
        Busy = (Busy.Unknown + audit.BlindSpots.Where(b => b.AccountKind == "account").Sum(b => b.Resolved + b.Unresolved), Busy.Applied + audit.Applied);
    }

    /// <summary>Audits a bank with a bug that shows on accounts of its own.</summary>
    public void AddIsolated(int seed, BankBug bug, CancellationToken ct)
    {
        var (books, windows) = SimulatedBank.Run(seed, bug);
        _provable[(int)bug]++;
        Judge(seed, bug, Auditor.Audit(books, windows, converged: true, ct), found => found is [{ } only] && only.Kind == NameOf(bug)
            && (bug is BankBug.NegativeBalance or BankBug.LostUpdate || only.Entity == books.Transactions[0].Name));
    }

    /// <summary>
    /// Audits a small bank with a bug on accounts that others use. Where some number of effects explains all balances, nobody
    /// could tell, and nothing may be told. It is named right where only its sum is told, or what it is.
    /// </summary>
    public void AddShared(int seed, BankBug bug, CancellationToken ct)
    {
        var (books, windows) = SimulatedBank.Run(seed, bug, isolated: false);
        var audit = Auditor.Audit(books, windows, converged: true, ct);
        if (BruteForce.Explanations(books) > 0)
        {
            if (audit.Anomalies.Count > 0) Alarms.Add($"seed {seed}, {bug} that nobody could tell: {Text(audit)}");
            return;
        }

        _provable[(int)bug]++;
        // Where chance leaves one of its accounts to it alone, that side is all that can be seen of it.
        string[] right =
        [
            NameOf(bug), BankPopulation.Account.OutOfBounds, AnomalyKinds.ConservationBroken,
            bug == BankBug.LostUpdate ? AnomalyKinds.AcknowledgedButLost : NameOf(bug),
            bug == BankBug.RefusedButApplied ? BankPopulation.Account.NotGivenBack : NameOf(bug),
        ];
        Judge(seed, bug, audit, found => found.Any(a => right.Contains(a.Kind)));
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var bug in Bugs.Where(b => Provable(b) > 0))
        {
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"{bug,-17} {Provable(bug),8} that can be told, {Found(bug),8} found ({Share(Found(bug), bug):P3}), {Named(bug),8} named right ({Share(Named(bug), bug):P3})");
        }

        text.AppendLine(CultureInfo.InvariantCulture, $"{Alarms.Count} false alarms {string.Join(" | ", Alarms.Take(3))}");
        return text.Append(CultureInfo.InvariantCulture, $"otherwise for example: {string.Join(" | ", _examples)}").ToString();
    }

    private double Share(int count, BankBug bug) => Provable(bug) == 0 ? 0 : (double)count / Provable(bug);

    private void Judge(int seed, BankBug bug, AuditResult audit, Predicate<IReadOnlyList<Anomaly>> named)
    {
        if (audit.Anomalies.Count > 0) _found[(int)bug]++;
        if (named(audit.Anomalies)) _named[(int)bug]++;
        else if (_examples.Count < 10) _examples.Add($"seed {seed}, {bug}: {Text(audit)}");
    }

    private static string Text(AuditResult audit) => string.Join("; ", audit.Anomalies.Select(a => $"{a.Kind} {a.Entity} ({a.Expected}: {a.Actual})"));

    private static Books WithMissing(Books books, int seed)
    {
        var random = new Random(seed);
        var kept = books.Transactions.Select(t => t with { Attempts = [.. t.Attempts.Where(_ => random.Next(4) > 0)] }).Where(t => t.Attempts.Count > 0).ToArray();
        return books with { Transactions = kept, RecordsMissing = 1 };
    }
}
