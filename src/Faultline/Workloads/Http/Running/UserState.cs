using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Faultline.Load.Http;
using Faultline.Workloads.Http.Model;
using Faultline.Workloads.Http.Plans;
using Faultline.Workloads.Http.Values;

namespace Faultline.Workloads.Http.Running;

/// <summary>What one user has at hand, used again for each of its iterations.</summary>
[SuppressMessage("Reliability", "CA1001", Justification = "A writer over memory of its own holds nothing to dispose of.")]
internal sealed class UserState
{
    private readonly ArrayBufferWriter<byte> _input = new();
    private readonly Utf8JsonWriter _writer;
    private readonly Func<string, string?> _header;
    private readonly Dictionary<HttpTarget, CookieJar>? _cookies;
    private readonly TimeProvider _time;
    private AnswerHeaders? _headers;

    /// <summary>For a user of a plan.</summary>
    public UserState(SystemPlan plan)
    {
        Scope = plan.NewScope();
        _time = plan.Targets.Time;
        if (plan.Model.Users.Session == SessionKind.Cookies) _cookies = [];
        _writer = new Utf8JsonWriter(_input);
        _header = name => _headers?.Get(name);
    }

    /// <summary>The variables.</summary>
    public Scope Scope { get; }

    /// <summary>The request that is filled in for each operation.</summary>
    public HttpRequest Request { get; } = new();

    /// <summary>What the history keeps of the variables of an operation.</summary>
    public string? InputOf(OperationPlan operation) => operation.Kept.Write(Scope, _input, _writer);

    /// <summary>Fills the request of an operation in, with the cookies that are meant for it.</summary>
    /// <exception cref="UnusableValueException">A value is missing, or cannot stand where it is asked for.</exception>
    public void Fill(OperationPlan operation)
    {
        operation.Send.Fill(Request, Scope);
        CookiesOf(operation)?.AddTo(Request);
    }

    /// <summary>Takes the cookies of an answer, whatever it says.</summary>
    public void TakeCookies(OperationPlan operation, in HttpAnswer answer) => CookiesOf(operation)?.Take(answer.Headers, Request);

    /// <summary>Takes out of an ok answer what later steps use; null, or what is not there.</summary>
    public Capture? Capture(OperationSpec operation, in HttpAnswer answer)
    {
        _headers = answer.Headers;
        foreach (var capture in operation.Captures)
        {
            if (capture.Read(answer.Body, _header) is not { } value) return capture;
            Scope[capture.Slot] = value;
        }

        return null;
    }

    private CookieJar? CookiesOf(OperationPlan operation)
    {
        if (_cookies is null) return null;
        var target = operation.Send.Target;
        return _cookies.TryGetValue(target, out var jar) ? jar : _cookies[target] = new CookieJar(target.BaseAddress, _time);
    }
}
