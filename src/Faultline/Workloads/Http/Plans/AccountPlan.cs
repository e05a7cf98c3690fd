using Faultline.Auditing;
using Faultline.Load.Http;
using Faultline.Workloads.Http.Model;
using Faultline.Workloads.Http.Requests;
using Faultline.Workloads.Http.Values;

namespace Faultline.Workloads.Http.Plans;

/// <summary>What was read of an account: its number, and what one unit is worth.</summary>
internal readonly record struct Balance(long Value, long Weight);

/// <summary>One account of the model: which sort, and which key.</summary>
/// <param name="Account">Number of the sort.</param>
/// <param name="Key">Its key, as text.</param>
internal readonly record struct AccountId(int Account, string Key);

/// <summary>A sort of account, ready to be read and to be told.</summary>
internal sealed class AccountPlan
{
    private readonly string _prefix;
    private readonly ValueReader? _isTrue;
    private readonly ValueReader? _isFalse;

    /// <summary>Makes a sort of account ready.</summary>
    /// <param name="number">Its place in the model.</param>
    /// <param name="spec">What the model says of it.</param>
    /// <param name="isAlone">Whether no other sort of account calls its entities by the same word.</param>
    /// <param name="targets">Who is asked.</param>
    public AccountPlan(int number, AccountSpec spec, bool isAlone, SystemTargets targets)
    {
        (Number, Spec) = (number, spec);
        Read = new RequestPlan(spec.Read, targets, keepsHeaders: true);
        var entity = EntityWord(spec);
        _prefix = isAlone ? entity : $"{spec.Name} of {entity}";
        Kind = KindOf(spec, entity);
        if (!spec.IsFlag || spec.Value.Source.Contains('=', StringComparison.Ordinal)) return;
        (_isTrue, _isFalse) = (ValueReader.Parse($"{spec.Value.Source} == true"), ValueReader.Parse($"{spec.Value.Source} == false"));
    }

    /// <summary>Its place in the model.</summary>
    public int Number { get; }

    /// <summary>What the model says of it.</summary>
    public AccountSpec Spec { get; }

    /// <summary>Reads one.</summary>
    public RequestPlan Read { get; }

    /// <summary>Its words for the auditor.</summary>
    public AccountKind Kind { get; }

    /// <summary>First words of its accounts' names.</summary>
    public string Prefix => _prefix;

    /// <summary>What it is called where nothing else is said.</summary>
    public static string EntityWord(AccountSpec spec) => spec.Words?.Entity ?? spec.Name;

    /// <summary>Name of one account, for people and as its identity in the books.</summary>
    public string NameOf(string key) => $"{_prefix} {key}";

    /// <summary>The key of an account of this name; null where it is none of this sort.</summary>
    public string? KeyOf(string name) =>
        name.Length > _prefix.Length && name[_prefix.Length] == ' ' && name.StartsWith(_prefix, StringComparison.Ordinal) ? name[(_prefix.Length + 1)..] : null;

    /// <summary>The number in a success, or why there is none.</summary>
    public (Balance? Value, string Fault) BalanceIn(HttpAnswer answer)
    {
        var header = answer.Header();
        if (NumberIn(answer.Body, header) is not { } value) return (null, Spec.Value.Explain(answer.Body, header));
        if (Spec.Weight is not { } weight) return (new Balance(value, Spec.IsFlag ? 0 : Spec.FixedWeight), "");
        return weight.Read(answer.Body, header) is { } worth ? (new Balance(value, worth), "") : (null, weight.Explain(answer.Body, header));
    }

    /// <summary>The number in a success, or null; true and false are a flag's 1 and 0.</summary>
    public long? NumberIn(ReadOnlyMemory<byte> body, Func<string, string?> header) =>
        Spec.Value.Read(body, header) ?? (_isTrue?.Read(body, header) == 1 ? 1 : _isFalse?.Read(body, header) == 1 ? 0 : null);

    /// <summary>One that comes into being while the load runs: nothing was on it before.</summary>
    public Balance Unborn(long? weight) => new(0, Spec.IsFlag ? 0 : weight ?? Spec.FixedWeight);

    private static AccountKind KindOf(AccountSpec spec, string entity)
    {
        // A mark is 0 or 1.
        var floor = spec.IsFlag ? 0 : spec.Floor;
        var name = spec.Name.ToLowerInvariant().Replace('_', '-');
        return spec.Words is { } words
            ? new AccountKind(spec.Name, words.Twice, words.NotGivenBack, words.Overdrawn, words.OutOfBounds, spec.IsFlag) { Plural = Several(entity), Floor = floor }
            : new AccountKind(spec.Name, $"{name}-moved-twice", $"{name}-not-given-back", $"{name}-below-floor", $"{name}-out-of-bounds", spec.IsFlag) { Plural = Several(entity), Floor = floor };
    }

    /// <summary>A noun in the plural.</summary>
    public static string Several(string word) =>
        word.Length > 1 && word[^1] == 'y' && !"aeiou".Contains(word[^2], StringComparison.Ordinal) ? $"{word[..^1]}ies" : $"{word}s";
}
