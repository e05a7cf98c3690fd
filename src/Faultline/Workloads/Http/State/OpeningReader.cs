using Faultline.Experiments;
using Faultline.Workloads.Http.Plans;
using Faultline.Workloads.Http.Population;
using Faultline.Workloads.Http.Values;

namespace Faultline.Workloads.Http.State;

/// <summary>Reads, before the load, every account of the population or that the model names, and what the transactions hold that are part of it.</summary>
internal sealed class OpeningReader(SystemPlan plan, StateReader reader, EntityPools pools, IRunObserver observer)
{
    private readonly Openings _openings = new();

    /// <summary>Reads all of it.</summary>
    /// <exception cref="TargetUnavailableException">Something that is there cannot be read: no verdict could rest on it.</exception>
    public async Task<Openings> ReadAsync(CancellationToken cancellationToken)
    {
        foreach (var account in plan.Accounts)
        {
            var owners = AccountOwners.Of(account, plan) ?? await TryOwnersAsync(account, cancellationToken);
            foreach (var owner in owners) await ReadAsync(account, [.. pools.Of(owner).Keys], cancellationToken);
            // One that is not there yet is none of the population: what is posted to it is left out of the books, and told.
            await ReadAsync(account, AccountOwners.Named(account, plan), cancellationToken, mayBeMissing: true);
        }

        foreach (var operation in plan.Transactions.Where(o => o.Content is not null)) await ReadContentsAsync(operation, cancellationToken);
        return _openings;
    }

    private async Task ReadAsync(AccountPlan account, IReadOnlyCollection<string> keys, CancellationToken cancellationToken, bool mayBeMissing = false)
    {
        keys = [.. keys.Where(key => _openings.Of(new AccountId(account.Number, key)) is null)];
        var readings = await ParallelReads.ReadAsync(
            keys, (key, token) => reader.ReadAsync(account, key, token), read => read is null or { Unusable: not null }, Progress($"reading {account.Spec.Name}", keys.Count), cancellationToken);
        foreach (var (key, read) in readings)
        {
            if (mayBeMissing && read is { Missing: not null }) continue;
            _openings.Add(new AccountId(account.Number, key), read is { Value: { } balance } ? balance : throw Unread(account.NameOf(key), read));
        }
    }

    /// <summary>Entities whose first answers to a read of such an account: where the model does not say whose it is.</summary>
    private async Task<IReadOnlyCollection<string>> TryOwnersAsync(AccountPlan account, CancellationToken cancellationToken)
    {
        var owners = new List<string>();
        foreach (var pool in pools.All)
            if ((await reader.ReadAsync(account, pool.Keys.First(), cancellationToken)).Value is not null) owners.Add(pool.Spec.Name);
        return owners;
    }

    private async Task ReadContentsAsync(OperationPlan operation, CancellationToken cancellationToken)
    {
        // What a transaction holds that does not exist before the load is read after it alone.
        if (operation.Content!.Slots is not [var slot] || operation.Kept.Slots is not [var only] || only != slot) return;

        foreach (var pool in plan.Origins.EntitiesOf(operation.Name, slot).Select(pools.Of))
        {
            var inputs = pool.All.ToArray().ToDictionary(id => id.AsText(), id => Variables(operation, slot, id), StringComparer.Ordinal);
            var readings = await ParallelReads.ReadAsync(
                inputs.Keys,
                (key, token) => reader.ReadAsync(operation, inputs[key].Input, key, token),
                read => read is null or { Unusable: not null },
                Progress($"reading what {operation.Name} is to post", inputs.Count),
                cancellationToken);
            foreach (var (key, read) in readings)
                _openings.Add(operation, inputs[key].Key, read is { Value: { } content } ? content : throw Unread($"{pool.Spec.Name} {key}", read));
            // What they hold may be accounts that are part of no population.
            foreach (var account in plan.Accounts)
            {
                var named = readings.Values.SelectMany(r => r.Value!.Postings).Where(p => p.Account.Account == account.Number).Select(p => p.Account.Key).Distinct();
                await ReadAsync(account, [.. named], cancellationToken);
            }
        }
    }

    private (string Key, string? Input) Variables(OperationPlan operation, int slot, Value id)
    {
        var scope = plan.NewScope();
        scope[slot] = id;
        return (operation.KeyOf(scope), operation.Kept.Write(scope));
    }

    private Action Progress(string what, int total)
    {
        var done = 0;
        return () =>
        {
            var sofar = Interlocked.Increment(ref done);
            if (sofar % 500 == 0 || sofar == total) observer.Progressed(what, sofar, total);
        };
    }

    private static TargetUnavailableException Unread<T>(string name, EntityRead<T>? read) => read switch
    {
        { Unusable: { } unusable } => unusable.ToException(),
        { Missing: { } refusal } => new TargetUnavailableException(
            FormattableString.Invariant($"{ToldText.Line(name)} was there before the load and cannot be read: it is answered with status {refusal.Status}"), "Nothing was killed. Is read: of the account right?"),
        _ => new TargetUnavailableException($"{ToldText.Line(name)} could not be read before the load: the system fell silent", "Nothing was killed"),
    };
}
