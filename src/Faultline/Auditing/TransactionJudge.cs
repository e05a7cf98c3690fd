using System.Globalization;
using System.Text;

namespace Faultline.Auditing;

/// <summary>Finds the one kind of anomaly, if any, that a transaction's own flag and isolated accounts prove.</summary>
internal sealed class TransactionJudge(Ledger ledger, Sweep sweep)
{
    /// <summary>The first kind that fits, in the order of the table of anomalies, or null.</summary>
    public string? Kind(int transaction, in Evidence evidence)
    {
        var bounds = ledger.Bounds[transaction];
        var seen = evidence.Seen > 0;
        if ((ledger.Accepted[transaction] > 0 && (evidence.FlagDown || evidence.FlagFell))
            || (seen && evidence.Least < bounds.Lo && bounds.Lo >= 1))
            return AnomalyKinds.AcknowledgedButLost;

        var moved = seen && evidence.Most > 0;
        if (ledger.NothingTried(transaction))
        {
            if (evidence.FlagRaised || (moved && MovedOnEverySide(transaction)))
                return AnomalyKinds.RefusedButApplied;
            if (moved)
                return FirstAbove(transaction, 0).NotGivenBack;
        }
        else if (seen && evidence.Most > bounds.Hi)
        {
            return FirstAbove(transaction, bounds.Hi).Twice;
        }

        if (seen && evidence.Least < 0)
            return AnomalyKinds.GivenBackTwice;
        if (evidence.Disagrees)
            return ledger.Books.Vocabulary.Partial;
        if (evidence.Drifted)
            return AnomalyKinds.AmountDrift;
        return ledger.Transactions[transaction].Damage is null ? null : ledger.Books.Vocabulary.Damaged;
    }

    public void Report(string kind, int transaction, Findings findings)
    {
        var damage = ledger.Transactions[transaction].Damage;
        if (damage is not null && kind == ledger.Books.Vocabulary.Damaged)
            findings.OfTransaction(kind, transaction, damage.Expected, damage.Actual);
        else
            findings.OfTransaction(kind, transaction, Expected(transaction), Actual(transaction));
    }

    /// <summary>Every sort of account shows an effect, so that it is more than something not given back.</summary>
    private bool MovedOnEverySide(int transaction)
    {
        var postings = ledger.Transactions[transaction].Postings;
        int sides = 0, moved = 0;
        for (var i = 0; i < postings.Count; i++)
        {
            if (postings[i].Amount == 0 || ledger.Accounts[postings[i].Account].Kind.IsFlag)
                continue;
            sides++;
            if (Moved(postings[i]))
                moved++;
            else if (!SideMoved(transaction, ledger.Accounts[postings[i].Account].Kind))
                return false;
        }

        return moved >= 2 || sides == 1;
    }

    private bool SideMoved(int transaction, AccountKind side)
    {
        foreach (var posting in ledger.Transactions[transaction].Postings)
        {
            if (ledger.Accounts[posting.Account].Kind == side && Moved(posting))
                return true;
        }

        return false;
    }

    private bool Moved(Posting posting) =>
        Evidence.TryEffects(ledger, sweep, posting, out var effects) && effects > 0;

    private AccountKind FirstAbove(int transaction, long limit)
    {
        foreach (var posting in ledger.Transactions[transaction].Postings)
        {
            if (Evidence.TryEffects(ledger, sweep, posting, out var effects) && effects > limit)
                return ledger.Accounts[posting.Account].Kind;
        }

        throw new InvalidOperationException("The evidence names an effect that no isolated account shows.");
    }

    private string Expected(int transaction)
    {
        var accepted = ledger.Accepted[transaction];
        var unknown = ledger.Unknown[transaction];
        var failed = ledger.Transactions[transaction].Attempts.Count - accepted - unknown;
        return Figures.Text(
            $"applied {Figures.Times(ledger.Bounds[transaction])} on every account ({accepted} ok, {failed} failed, {unknown} unknown)");
    }

    private string Actual(int transaction)
    {
        var text = new StringBuilder();
        foreach (var posting in ledger.Transactions[transaction].Postings)
        {
            var account = ledger.Accounts[posting.Account];
            if (posting.Amount == 0 || !sweep.Known(posting.Account) || !ledger.Isolated(posting.Account))
                continue;
            if (text.Length > 0)
                text.Append(", ");
            if (account.Kind.IsFlag)
                text.Append(CultureInfo.InvariantCulture, $"{account.Kind.Name}: {sweep.Closing(posting.Account)}");
            else if (Evidence.TryEffects(ledger, sweep, posting, out var effects))
                text.Append(CultureInfo.InvariantCulture, $"{account.Name}: {Figures.Times(effects)}");
            else
                text.Append(CultureInfo.InvariantCulture, $"{account.Name}: moved by {sweep.Moved(posting.Account)} at {posting.Amount} each");
        }

        return text.ToString();
    }
}
