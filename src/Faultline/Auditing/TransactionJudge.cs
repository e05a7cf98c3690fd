using System.Globalization;
using System.Text;

namespace Faultline.Auditing;

/// <summary>Finds the one kind of anomaly, if any, that a transaction's own flag and isolated accounts prove.</summary>
internal sealed class TransactionJudge(Ledger ledger, Sweep sweep, Directions directions)
{
    /// <summary>The first kind that fits, in the order of the table of anomalies, or null.</summary>
    public string? Kind(int transaction, in Evidence evidence)
    {
        if (ledger.GivenTwice(transaction))
            return null;
        var bounds = ledger.Bounds[transaction];
        var seen = evidence.Seen > 0;
        if (ledger.Loose)
            seen &= OneWay(transaction);
        if ((ledger.Accepted(transaction) > 0 && (evidence.FlagDown || evidence.FlagFell))
            || (seen && evidence.Least < bounds.Lo && bounds.Lo >= 1))
            return AnomalyKinds.AcknowledgedButLost;
        return (ledger.Loose ? null : Exceeding(transaction, evidence))
            ?? (seen && evidence.Least < 0 ? AnomalyKinds.GivenBackTwice : null)
            ?? (ledger.Loose ? null : Contradicting(transaction, evidence))
            ?? (ledger.Damaged(transaction) ? ledger.Transaction(transaction).Kind.Damaged : null);
    }

    public void Report(string kind, int transaction, Findings findings)
    {
        var of = ledger.Transaction(transaction);
        if (of.Damage is { } damage && kind == of.Kind.Damaged)
            findings.OfTransaction(kind, transaction, damage.Expected, damage.Actual);
        else
            findings.OfTransaction(kind, transaction, Expected(transaction), Actual(transaction));
    }

    /// <summary>More happened than any answer allows; another attempt that is not in the records would explain it.</summary>
    private string? Exceeding(int transaction, in Evidence evidence)
    {
        var bounds = ledger.Bounds[transaction];
        var moved = evidence.Seen > 0 && evidence.Most > 0;
        if (ledger.NothingTried(transaction))
        {
            if (evidence.FlagRaised || (moved && MovedOnEverySide(transaction)))
                return AnomalyKinds.RefusedButApplied;
            if (!moved) return null;
            // What was given to an account is nothing that should have been given back.
            return Taken(transaction)?.NotGivenBack ?? Contradicting(transaction, evidence) ?? AnomalyKinds.RefusedButApplied;
        }

        return evidence.Seen > 0 && evidence.Most > bounds.Hi ? FirstAbove(transaction, bounds.Hi).Twice : null;
    }

    private string? Contradicting(int transaction, in Evidence evidence) =>
        evidence.Disagrees ? ledger.Transaction(transaction).Kind.Partial : evidence.Drifted ? AnomalyKinds.AmountDrift : null;

    /// <summary>What is missing from the records can only have moved its isolated accounts further in the same direction.</summary>
    private bool OneWay(int transaction)
    {
        foreach (var (account, amount) in ledger.Postings(transaction))
        {
            if (!ledger.IsFlag(account) && ledger.Isolated(account) && directions.Of(account) != Math.Sign(amount))
                return false;
        }

        return true;
    }

    /// <summary>Every sort of account shows an effect, so that it is more than something not given back.</summary>
    private bool MovedOnEverySide(int transaction)
    {
        int sides = 0, moved = 0;
        foreach (var posting in ledger.Postings(transaction))
        {
            if (ledger.IsFlag(posting.Account))
                continue;
            sides++;
            if (Moved(posting))
                moved++;
            else if (!SideMoved(transaction, ledger.Account(posting.Account).Kind))
                return false;
        }

        return moved >= 2 || sides == 1;
    }

    private bool SideMoved(int transaction, AccountKind side)
    {
        foreach (var posting in ledger.Postings(transaction))
        {
            if (ledger.Account(posting.Account).Kind == side && Moved(posting))
                return true;
        }

        return false;
    }

    private bool Moved(Posting posting) =>
        Evidence.TryEffects(ledger, sweep, posting, out var effects) && effects > 0;

    /// <summary>The sort of the first account that it took something from.</summary>
    private AccountKind? Taken(int transaction)
    {
        foreach (var posting in ledger.Postings(transaction))
        {
            if (posting.Amount < 0 && Moved(posting)) return ledger.Account(posting.Account).Kind;
        }

        return null;
    }

    private AccountKind FirstAbove(int transaction, long limit)
    {
        foreach (var posting in ledger.Postings(transaction))
        {
            if (Evidence.TryEffects(ledger, sweep, posting, out var effects) && effects > limit)
                return ledger.Account(posting.Account).Kind;
        }

        throw new InvalidOperationException("The evidence names an effect that no isolated account shows.");
    }

    private string Expected(int transaction)
    {
        var accepted = ledger.Accepted(transaction);
        var unknown = ledger.Unknown(transaction);
        var failed = ledger.Transaction(transaction).Attempts.Count - accepted - unknown;
        var bounds = ledger.Bounds[transaction];
        var times = ledger.Loose ? Figures.Text($"at least {Figures.Times(bounds.Lo)}") : Figures.Times(bounds);
        return Figures.Text(
            $"applied {times} on every account ({accepted} ok, {failed} failed, {unknown} unknown)");
    }

    private string Actual(int transaction)
    {
        var text = new StringBuilder();
        foreach (var posting in ledger.Postings(transaction))
        {
            var account = ledger.Account(posting.Account);
            if (!sweep.Known(posting.Account) || !ledger.Isolated(posting.Account))
                continue;
            if (text.Length > 0)
                text.Append(", ");
            if (account.Kind.IsFlag)
                text.Append(CultureInfo.InvariantCulture, $"{account.Kind.Name}: {sweep.Flag(posting.Account)}");
            else if (Evidence.TryEffects(ledger, sweep, posting, out var effects))
                text.Append(CultureInfo.InvariantCulture, $"{account.Name}: {Figures.Times(effects)}");
            else
                text.Append(CultureInfo.InvariantCulture, $"{account.Name}: moved by {sweep.Moved(posting.Account)} at {posting.Amount} each");
        }

        return text.ToString();
    }
}
