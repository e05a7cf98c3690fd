using Faultline.Load.Http;
using Faultline.Workloads.Http.Model;

namespace Faultline.Workloads.Http.Requests;

/// <summary>The servers of a model, by the names that its requests use; those of one address share its connections.</summary>
internal sealed class SystemTargets : IDisposable
{
    private readonly Dictionary<string, (TargetSpec Spec, HttpTarget Http)> _byName = new(StringComparer.Ordinal);

    /// <summary>Prepares the targets; no connection is opened yet.</summary>
    /// <param name="targets">Where they are.</param>
    /// <param name="time">The source of time.</param>
    /// <param name="budget">How many connections they may have open together; null: any number.</param>
    /// <exception cref="InvalidDataException">A file of authorities cannot be used.</exception>
    public SystemTargets(IReadOnlyList<TargetSpec> targets, TimeProvider time, ConnectionBudget? budget = null)
    {
        var memory = new AnswerMemory();
        Time = time;
        foreach (var spec in targets)
        {
            var same = _byName.Values.FirstOrDefault(t => t.Spec.Address == spec.Address && t.Spec.TrustedAuthority == spec.TrustedAuthority).Http;
            _byName.Add(spec.Name, (spec, same ?? new HttpTarget(spec.Address, time, new HttpTargetOptions
            {
                Budget = budget,
                Memory = memory,
                Trust = spec.TrustedAuthority is { } file ? ServerTrust.Of(file) : ServerTrust.Machine,
            })));
        }
    }

    /// <summary>The source of time.</summary>
    public TimeProvider Time { get; }

    /// <summary>Where the load goes, each address once.</summary>
    public IReadOnlyList<Uri> Addresses => [.. _byName.Values.Select(t => t.Spec.Address).Distinct()];

    /// <summary>Names of the targets.</summary>
    public IEnumerable<string> Names => _byName.Keys;

    /// <summary>What the model says of a target.</summary>
    public TargetSpec SpecOf(string name) => _byName[name].Spec;

    /// <summary>The server of this name.</summary>
    public HttpTarget HttpOf(string name) => _byName[name].Http;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (_, http) in _byName.Values) http.Dispose();
    }
}
