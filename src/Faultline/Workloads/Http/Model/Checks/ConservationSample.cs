using System.Globalization;
using Faultline.Workloads.Http.Values;

namespace Faultline.Workloads.Http.Model.Checks;

/// <summary>
/// Computes the postings of each transaction with sample values: where they are not zero together, value enters or leaves, which
/// its author must have meant. Amounts that hang on an answer are not known yet, and are left alone.
/// </summary>
internal sealed class ConservationSample
{
    // Different ones, so that two that were mixed up do not cancel.
    private static readonly long[] Samples = [5, 7, 11, 13, 17, 19, 23];

    private readonly SystemModel _model;
    private readonly Findings _findings;
    private readonly Dictionary<int, DrawStep> _draws;
    private readonly Dictionary<string, AccountSpec> _accounts;
    private readonly HashSet<int> _given;

    private ConservationSample(SystemModel model, Findings findings)
    {
        (_model, _findings) = (model, findings);
        _draws = model.Users.Mix.SelectMany(s => s.Steps).OfType<DrawStep>().Where(d => d.Least <= d.Most).DistinctBy(d => d.Slot).ToDictionary(d => d.Slot);
        _given = [.. model.Users.Mix.SelectMany(s => s.Steps).Select(StepCheck.SlotOf), .. model.Operations.SelectMany(o => o.Captures).Select(c => c.Slot)];
        _accounts = model.Accounts.DistinctBy(a => a.Name).ToDictionary(a => a.Name);
    }

    public static void Check(SystemModel model, Findings findings)
    {
        var sample = new ConservationSample(model, findings);
        foreach (var operation in model.Operations.Where(o => o.Transaction is not null)) sample.Check(operation);
    }

    private void Check(OperationSpec operation)
    {
        Int128 net = 0;
        var slots = operation.Posts.SelectMany(p => p.Amount.Slots).Distinct().ToArray();
        // A variable that nothing gives is told elsewhere.
        var isComplete = operation is { Each: null, Posts.Count: > 0 } && Array.TrueForAll(slots, _given.Contains);
        var (scope, text) = Values(slots);
        foreach (var posting in operation.Posts)
        {
            if (posting.Amount.NeedsAnswer || !_accounts.TryGetValue(posting.Account, out var account) || (account.Weight is not null && !account.IsFlag))
                isComplete = false;
            if (posting.Amount.NeedsAnswer) continue;
            if (Computed(posting, scope, text) is not { } amount) return;
            if (isComplete && _accounts[posting.Account] is { IsFlag: false } kept) net += (Int128)kept.FixedWeight * amount;
        }

        if (!isComplete || !operation.Conserves || net == 0) return;

        var moved = _accounts[operation.Posts.First(p => !_accounts[p.Account].IsFlag).Account];
        _findings.Error(
            $"{operation.Name} moves {Amount(net, moved.Scale)}{(moved.Unit is { } unit ? " " + unit : "")} net{text}. "
            + $"Nothing is wrong if {(moved.Unit is null ? "value" : "money")} {(net > 0 ? "enters" : "leaves")} here; then say conserves: no",
            operation, "posts");
    }

    private long? Computed(PostingSpec posting, Scope scope, string text)
    {
        try
        {
            return posting.Amount.Compute(scope);
        }
        catch (UnusableValueException e)
        {
            _findings.Error($"the amount {posting.Amount.Source} for {PostingText.Of(posting)} cannot be computed{text}: {e.Message.TrimEnd('.')}", posting, "amount");
            return null;
        }
    }

    private (Scope Scope, string Text) Values(int[] slots)
    {
        var scope = new Scope(_model.Variables.Names.Count);
        var parts = new List<string>();
        foreach (var (index, slot) in slots.Index())
        {
            var value = Samples[index % Samples.Length];
            if (_draws.TryGetValue(slot, out var draw)) value = Math.Clamp(value, draw.Least, draw.Most);
            scope[slot] = Value.Of(value);
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{_model.Variables.Names[slot]}={value}"));
        }

        return (scope, parts.Count == 0 ? "" : $" ({string.Join(", ", parts)})");
    }

    private static string Amount(Int128 net, int scale)
    {
        var digits = Int128.Abs(net).ToString(CultureInfo.InvariantCulture).PadLeft(scale + 1, '0');
        return (net > 0 ? "+" : "−") + (scale == 0 ? digits : $"{digits[..^scale]}.{digits[^scale..]}");
    }
}
