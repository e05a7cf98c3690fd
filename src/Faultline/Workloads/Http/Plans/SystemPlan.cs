using Faultline.Workloads.Http.Model;
using Faultline.Workloads.Http.Requests;
using Faultline.Workloads.Http.Values;

namespace Faultline.Workloads.Http.Plans;

/// <summary>A model, ready to be run: names are looked up once.</summary>
internal sealed class SystemPlan
{
    private const string Id = "id";

    private readonly Dictionary<string, OperationPlan> _operations;

    /// <summary>Makes a model ready for these targets.</summary>
    public SystemPlan(SystemModel model, SystemTargets targets)
    {
        Model = model;
        Targets = targets;
        // Before anything that makes a scope of them: the table is complete from here on.
        IdSlot = model.Variables.SlotOf(Id);
        var words = model.Accounts.CountBy(AccountPlan.EntityWord).ToDictionary(StringComparer.Ordinal);
        Accounts = [.. model.Accounts.Select((a, n) => new AccountPlan(n, a, words[AccountPlan.EntityWord(a)] == 1, targets))];
        var byName = Accounts.ToDictionary(a => a.Spec.Name, StringComparer.Ordinal);
        var keepsCookies = model.Users.Session == SessionKind.Cookies;
        var keys = model.Operations.Select(o => o.Transaction is { } key ? model.Variables.OnlySlotOf(key) : -1).Where(slot => slot >= 0).ToHashSet();
        Operations = [.. model.Operations.Select((o, n) => new OperationPlan(n, o, byName, model.Variables, keys, keepsCookies, targets))];
        _operations = Operations.ToDictionary(o => o.Name, StringComparer.Ordinal);
        Origins = new SlotOrigins(model);
    }

    /// <summary>The model.</summary>
    public SystemModel Model { get; }

    /// <summary>Who is asked.</summary>
    public SystemTargets Targets { get; }

    /// <summary>Sorts of account, by number.</summary>
    public IReadOnlyList<AccountPlan> Accounts { get; }

    /// <summary>Operations, by number.</summary>
    public IReadOnlyList<OperationPlan> Operations { get; }

    /// <summary>Those that are attempts at transactions.</summary>
    public IEnumerable<OperationPlan> Transactions => Operations.Where(o => o.IsTransaction);

    /// <summary>Where variables come from.</summary>
    public SlotOrigins Origins { get; }

    /// <summary>Slot of the variable by which an account is read.</summary>
    public int IdSlot { get; }

    /// <summary>The operation of this name.</summary>
    public OperationPlan Operation(string name) => _operations[name];

    /// <summary>An empty scope for the variables of the model.</summary>
    public Scope NewScope() => new(Model.Variables.Names.Count);

    /// <summary>A scope that reads one account.</summary>
    public Scope ScopeOf(string key)
    {
        var scope = NewScope();
        scope[IdSlot] = Value.Of(key);
        return scope;
    }

    /// <summary>The account of this name, or null.</summary>
    public AccountId? AccountOf(string name)
    {
        foreach (var account in Accounts.OrderByDescending(a => a.Prefix.Length))
            if (account.KeyOf(name) is { } key) return new AccountId(account.Number, key);
        return null;
    }

    /// <summary>The name of an account.</summary>
    public string NameOf(AccountId account) => Accounts[account.Account].NameOf(account.Key);
}
