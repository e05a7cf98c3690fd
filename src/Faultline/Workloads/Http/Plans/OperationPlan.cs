using Faultline.Histories;
using Faultline.Load;
using Faultline.Workloads.Http.Model;
using Faultline.Workloads.Http.Requests;
using Faultline.Workloads.Http.Values;

namespace Faultline.Workloads.Http.Plans;

/// <summary>An operation of the model, ready to be sent and to be accounted for.</summary>
internal sealed class OperationPlan
{
    private readonly Template? _key;
    private readonly int _keyVariable = -1;
    private readonly Secrets _secrets;

    /// <summary>Makes an operation ready.</summary>
    /// <param name="number">Its place in the model.</param>
    /// <param name="spec">What the model says of it.</param>
    /// <param name="accounts">Sorts of account, by name.</param>
    /// <param name="variables">Variables.</param>
    /// <param name="keys">Slots that are the whole key of some transaction.</param>
    /// <param name="keepsCookies">Whether users keep cookies.</param>
    /// <param name="targets">Who is asked.</param>
    public OperationPlan(
        int number, OperationSpec spec, IReadOnlyDictionary<string, AccountPlan> accounts, VariableTable variables, IReadOnlySet<int> keys, bool keepsCookies, SystemTargets targets)
    {
        (Number, Spec, _secrets) = (number, spec, variables.Secrets);
        Send = new RequestPlan(spec.Send, targets, AnswerRules.Of(spec.Answers), keepsCookies || spec.Captures.Count > 0 || spec.Shows is not null);
        Content = spec.Content is { } content ? new RequestPlan(content, targets) : null;
        Posts = new PostingPlan(spec, accounts.ToDictionary(a => a.Key, a => a.Value.Number, StringComparer.Ordinal));
        Kept = new KeptVariables(spec.Transaction is null ? [] : Posts.Slots.Concat(Content?.Slots ?? []), variables);
        _key = spec.Transaction ?? spec.Shows?.Key;
        if (_key is null) _keyVariable = Send.PathSlots is [var first, ..] ? first : -1;
        KeySlot = spec.Transaction is { } key ? variables.OnlySlotOf(key) : -1;
        Gives = spec.Captures.FirstOrDefault(c => keys.Contains(c.Slot));
        // A read is found again by the key of its operation, which a transaction needs for itself.
        if (spec.Shows is { } shown && (spec.Transaction is null || spec.Transaction.Source == shown.Key.Source)) Shown = accounts[shown.Account];
        if (Shown is { } account) Reading = (in answer) => new ReadValue(account.NumberIn(answer.Body, answer.Header()));
        else if (Gives is { } given) Reading = (in answer) => new ReadValue(given.Read(answer.Body, answer.Header()) is { } value ? _secrets.HideInValue(value.AsText()) : null);
    }

    /// <summary>Its place in the model, and the number of its kind.</summary>
    public int Number { get; }

    /// <summary>What the model says of it.</summary>
    public OperationSpec Spec { get; }

    /// <summary>For example <c>transfer</c>.</summary>
    public string Name => Spec.Name;

    /// <summary>Whether it is an attempt at a transaction; one that posts nothing could never be judged.</summary>
    public bool IsTransaction => Spec.Transaction is not null && (Spec.Posts.Count > 0 || Spec.Each is not null);

    /// <summary>The request.</summary>
    public RequestPlan Send { get; }

    /// <summary>Reads what the transaction holds; null where its postings do not need that.</summary>
    public RequestPlan? Content { get; }

    /// <summary>What it posts.</summary>
    public PostingPlan Posts { get; }

    /// <summary>The variables that say what a transaction posts.</summary>
    public KeptVariables Kept { get; }

    /// <summary>The slot that is the whole key of the transaction; −1 where it is made of more, or of none.</summary>
    public int KeySlot { get; }

    /// <summary>The sort of account that an ok answer shows; null where it shows none.</summary>
    public AccountPlan? Shown { get; }

    /// <summary>The key of a transaction to come that an ok answer gives out; null where it gives none.</summary>
    public Capture? Gives { get; }

    /// <summary>Finds what an ok answer shows or gives out, for the history; null where it does neither.</summary>
    public AnswerReading? Reading { get; }

    /// <summary>The entity that a request with these variables asks of: the transaction, the account that it shows, or what is first in its path.</summary>
    /// <exception cref="UnusableValueException">A value is missing.</exception>
    public string KeyOf(Scope scope) => _secrets.HideInValue(_key is not null ? _key.Render(scope) : _keyVariable >= 0 ? scope[_keyVariable].AsText() : "");
}
