using Faultline.Workloads.Http.Model;
using Faultline.Workloads.Http.Values;

namespace Faultline.Tests.Workloads.Http;

/// <summary>Puts models together in the words of their files.</summary>
internal sealed class ModelParts
{
    public VariableTable Variables { get; } = new();

    public static ValueReader Value(string text) => ValueReader.Parse(text);

    public static BodyText Text(Template text) => new(text);

    public int Slot(string name) => Variables.SlotOf(name);

    public Template Path(string text) => Template.Parse(text, Variables, TemplateUse.Path);

    public Template Key(string text) => Template.Parse(text, Variables, TemplateUse.Text);

    public Template Element(string text, string element) => Template.Parse(text, Variables, TemplateUse.Text, element);

    public Expression Amount(string text, string? element = null) => Expression.Parse(text, Variables, element);

    public Capture Capture(string name, string text) => Faultline.Workloads.Http.Values.Capture.Parse(name, text, Variables);

    public HeaderSpec Header(string name, string value) => new(name, Template.Parse(value, Variables, TemplateUse.Header));

    public PostingSpec Post(string account, string key, string amount) => new(account, Key(key), Amount(amount));

    /// <summary><c>POST bank /accounts</c>, with what is in a flat JSON object.</summary>
    public RequestSpec Request(string request, params (string Name, string Value)[] body)
    {
        var words = request.Split(' ');
        return new RequestSpec(words[0], words[1], Path(words[2])) { Body = body.Length == 0 ? null : Bodies.Json(new BodyMap([.. body.Select(Member)])) };

        (string, BodyNode) Member((string Name, string Value) member) => (member.Name, member.Value.All(char.IsAsciiDigit)
            ? new BodyLiteral(member.Value)
            : new BodyText(Template.Parse(member.Value, Variables, TemplateUse.Json)));
    }

    /// <summary>Steps such as <c>pick to of account != from</c>, <c>draw cents 1..50</c>, <c>new id</c>, <c>transfer</c>, <c>retry transfer 20% if unknown</c>.</summary>
    public IReadOnlyList<Step> Steps(params string[] steps) => [.. steps.Select(Step)];

    private Step Step(string text) => text.Split(' ') switch
    {
        ["pick", var name, "of", var entity] => new PickStep(Slot(name), entity, -1),
        ["pick", var name, "of", var entity, "!=", var other] => new PickStep(Slot(name), entity, Slot(other)),
        ["draw", var name, var range] when range.Split("..") is [var least, var most] => new DrawStep(Slot(name), long.Parse(least), long.Parse(most)),
        ["new", var name] => new NewStep(Slot(name)),
        ["pause"] => new PauseStep(null, null),
        ["pause", var milliseconds] => new PauseStep(TimeSpan.FromMilliseconds(long.Parse(milliseconds)), TimeSpan.FromMilliseconds(long.Parse(milliseconds))),
        ["retry", var operation, var share, "if", var when] => new RetryStep(
            operation, double.Parse(share.TrimEnd('%')) / 100, when.Contains("unknown", StringComparison.Ordinal), when.Contains("failed", StringComparison.Ordinal)),
        [var operation] => new CallStep(operation),
        _ => throw new ArgumentException($"'{text}' is no step"),
    };
}
