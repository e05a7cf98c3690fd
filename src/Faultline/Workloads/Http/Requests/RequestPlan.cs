using System.Buffers;
using System.Text;
using Faultline.Configuration;
using Faultline.Load.Http;
using Faultline.Workloads.Http.Model;
using Faultline.Workloads.Http.Values;

namespace Faultline.Workloads.Http.Requests;

/// <summary>A request of the model, ready to be filled in: what is the same each time is rendered once.</summary>
internal sealed class RequestPlan
{
    private readonly byte[] _fixedHeaders;
    private readonly (byte[] Start, Template Value)[] _headers;
    private readonly RequestSpec _spec;

    /// <summary>Makes a request ready.</summary>
    /// <param name="spec">The request as written.</param>
    /// <param name="targets">Who is asked.</param>
    /// <param name="outcomes">What its answers mean.</param>
    /// <param name="keepsHeaders">Whether headers of the answer are looked at.</param>
    /// <exception cref="ConfigurationException">A header cannot stand in a request.</exception>
    public RequestPlan(RequestSpec spec, SystemTargets targets, OutcomeRule? outcomes = null, bool keepsHeaders = false)
    {
        _spec = spec;
        Outcomes = outcomes ?? OutcomeRule.Usual;
        KeepsHeaders = keepsHeaders;
        Target = targets.HttpOf(spec.Target);
        var all = targets.SpecOf(spec.Target).Headers.Where(h => !spec.Headers.Any(own => IsSame(own, h))).Concat(spec.Headers).ToArray();
        var constant = new StringBuilder();
        var varying = new List<(byte[], Template)>();
        if (spec.Body is { } body && !all.Any(h => h.Name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase)))
            constant.Append("Content-Type: ").Append(body.ContentType).Append("\r\n");
        foreach (var header in all)
        {
            if (HeaderRules.FaultOf(header.Name, "") is { } fault) throw new ConfigurationException(new ConfigurationError(fault));
            if (header.Value.Slots.Count == 0) constant.Append(header.Name).Append(": ").Append(header.Value.Render(new Scope(0))).Append("\r\n");
            else varying.Add((Encoding.ASCII.GetBytes($"{header.Name}: "), header.Value));
        }

        (_fixedHeaders, _headers) = (Encoding.UTF8.GetBytes(constant.ToString()), [.. varying]);
    }

    /// <summary>Who is asked.</summary>
    public HttpTarget Target { get; }

    /// <summary>What answers mean.</summary>
    public OutcomeRule Outcomes { get; }

    /// <summary>Whether headers of the answer are looked at.</summary>
    public bool KeepsHeaders { get; }

    /// <summary>For example <c>GET</c>.</summary>
    public string Method => _spec.Method;

    /// <summary>Whether it only looks.</summary>
    public bool IsRead => _spec.IsRead;

    /// <summary>Slots of the variables in it, each once.</summary>
    public IReadOnlyList<int> Slots =>
        [.. _spec.Path.Slots.Concat(_headers.SelectMany(h => h.Value.Slots)).Concat(_spec.Body?.Slots ?? []).Distinct()];

    /// <summary>Slots of the variables in its path, in their order.</summary>
    public IReadOnlyList<int> PathSlots => _spec.Path.Slots;

    /// <summary>Fills the request in.</summary>
    /// <exception cref="UnusableValueException">A value is missing, or cannot stand where it is asked for.</exception>
    public void Fill(HttpRequest request, Scope scope)
    {
        request.Clear();
        request.Method = _spec.Method;
        request.Outcomes = Outcomes;
        request.KeepsHeaders = KeepsHeaders;
        _spec.Path.Render(scope, request.Path);
        if (_fixedHeaders.Length > 0) request.Headers.Write(_fixedHeaders);
        foreach (var (start, value) in _headers)
        {
            request.Headers.Write(start);
            value.Render(scope, request.Headers);
            request.Headers.Write("\r\n"u8);
        }

        _spec.Body?.Render(scope, request.Body);
    }

    /// <summary>What is asked, for people: method, address and path, without secrets.</summary>
    public string Describe(Scope scope)
    {
        try
        {
            return Hide($"{Method} {Target.BaseAddress.AbsoluteUri.TrimEnd('/')}{_spec.Path.Render(scope)}");
        }
        catch (UnusableValueException)
        {
            return Hide($"{Method} {Target.BaseAddress.AbsoluteUri.TrimEnd('/')}{_spec.Path.Source}");
        }
    }

    /// <summary>What a text holds of the answer, or of the request, without secrets.</summary>
    public string Hide(string text) => _spec.Path.Secrets.Hide(text);

    private static bool IsSame(HeaderSpec one, HeaderSpec other) => one.Name.Equals(other.Name, StringComparison.OrdinalIgnoreCase);
}
