using System.Text;
using System.Text.Json;
using Faultline.Experiments;
using Faultline.Workloads.Http.Model;
using Faultline.Workloads.Http.Plans;
using Faultline.Workloads.Http.Requests;
using Faultline.Workloads.Http.Values;

namespace Faultline.Workloads.Http.Population;

/// <summary>Creates entities of one sort, or asks for those that are there.</summary>
internal sealed class EntityFactory
{
    private readonly SystemPlan _plan;
    private readonly SystemClient _client;
    private readonly RequestPlan? _create;
    private readonly RequestPlan[] _then;
    private readonly RequestPlan? _list;

    /// <summary>For the entities of a sort.</summary>
    public EntityFactory(EntitySpec spec, SystemPlan plan, SystemClient client)
    {
        (Spec, _plan, _client) = (spec, plan, client);
        _create = spec.Create is { } create ? new RequestPlan(create, plan.Targets, keepsHeaders: true) : null;
        _then = [.. spec.Then.Select(then => new RequestPlan(then, plan.Targets))];
        _list = spec.List is { } list ? new RequestPlan(list, plan.Targets) : null;
    }

    /// <summary>Which sort.</summary>
    public EntitySpec Spec { get; }

    /// <summary>Whether new ones can be created.</summary>
    public bool Creates => _create is not null;

    /// <summary>Creates one from the variables in a scope, which has its id then.</summary>
    /// <exception cref="TargetUnavailableException">It could not be made, or nobody knows whether it was.</exception>
    public async Task<Value> CreateAsync(Scope scope, CancellationToken cancellationToken)
    {
        var answer = await _client.MustAsync(_create!, scope, cancellationToken);
        var id = Spec.Id!.Read(answer.Body, answer.Header())
            ?? throw SystemClient.Unusable(_create!, scope, answer, $"the id of the new {Spec.Name} ({Spec.Id.Source}) is not there", $"an answer with {Spec.Id.Source}").ToException();
        scope[Spec.Id.Slot] = id;
        foreach (var then in _then) await _client.MustAsync(then, scope, cancellationToken);
        return id;
    }

    /// <summary>The ids of those that are there already, by the model or by the system.</summary>
    /// <exception cref="TargetUnavailableException">They cannot be asked for, or there are none.</exception>
    public async Task<IReadOnlyList<Value>> FindAsync(CancellationToken cancellationToken)
    {
        if (_list is null) return [.. Spec.Listed.Select(Value.Of)];

        var scope = _plan.NewScope();
        var answer = await _client.MustAsync(_list, scope, cancellationToken);
        var ids = Spec.ListIds!.Elements().Matches(answer.Body.Span).Select(range => IdIn(answer.Body[range])).OfType<Value>().ToArray();
        return ids.Length > 0
            ? ids
            : throw SystemClient.Unusable(_list, scope, answer, $"{Spec.ListIds.Source} finds no id in it", $"at least one {Spec.Name}").ToException();
    }

    private static Value? IdIn(ReadOnlyMemory<byte> json)
    {
        var reader = new Utf8JsonReader(json.Span);
        try
        {
            if (!reader.Read()) return null;
        }
        catch (JsonException)
        {
            return null;
        }

        return reader.TokenType switch
        {
            JsonTokenType.String => Value.Of(reader.GetString()!),
            JsonTokenType.Number => reader.TryGetInt64(out var number) ? Value.Of(number) : Value.Of(Encoding.UTF8.GetString(reader.ValueSpan)),
            _ => (Value?)null,
        };
    }
}
