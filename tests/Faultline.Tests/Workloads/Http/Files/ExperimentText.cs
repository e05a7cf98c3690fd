using System.Buffers;
using System.Globalization;
using System.Text;
using Faultline.Configuration;
using Faultline.Tests.Configuration;
using Faultline.Workloads.Http.Files;
using Faultline.Workloads.Http.Model;
using Faultline.Workloads.Http.Values;

namespace Faultline.Tests.Workloads.Http.Files;

/// <summary>Experiments from texts.</summary>
internal static class ExperimentText
{
    /// <summary>A valid file with most of what there is, each part of which is written once.</summary>
    public const string BankText = """
        experiment: bank transfers
        targets: { bank: http://localhost:8080 }
        accounts:
          balance:
            read: GET bank /accounts/$id
            value: $.balance
            floor: 0
            unit: EUR
          settled: { read: GET bank /transfers/$id, value: $.state == "settled", flag: yes }
        populate:
          account: { count: 10_000, private: 40%, send: POST bank /accounts, body: { balance: 1000 }, id: $.id }
        operations:
          transfer:
            transaction: $id
            send: POST bank /transfers
            headers: { Idempotency-Key: $id }
            body: { id: $id, from: $from, to: $to, cents: $cents }
            posts: { balance($from): -$cents, balance($to): +$cents, settled($id): +1 }
            repeat: probe
            refused: [409, 422]
            reaches: [bank, ledger]
          look: { send: GET bank /accounts/$from }
        users:
          pause: 1s..3s
          mix: { 90%: [pick from, pick to != from, draw cents 1..50, new id, transfer, retry transfer 20% if unknown], 10%: [pick from, look] }
        load: { users: 1000, spawn-rate: 50, runtime: 300s }
        faults: [ { at: 30% users, kill: ledger, recover: 30s } ]
        """;

    /// <summary>The experiment of a text.</summary>
    /// <param name="text">The file.</param>
    /// <param name="environment">Variables of the environment.</param>
    public static ExperimentFile Read(string text, params (string Name, string Value)[] environment)
    {
        using var file = new TemporaryFile(text, "bank.yaml");
        return ExperimentFile.Read(file.FullName, name => environment.FirstOrDefault(e => e.Name == name).Value);
    }

    /// <summary>What is wrong with a text; nothing where it is right.</summary>
    public static IReadOnlyList<ConfigurationError> Errors(string text) => Record.Exception(() => Read(text)) switch
    {
        null => [],
        ConfigurationException e => e.Errors,
        var e => throw new InvalidOperationException(text, e),
    };

    /// <summary>A text in which one part, that it holds once, is replaced by another.</summary>
    public static string With(this string text, string old, string other)
    {
        var at = text.IndexOf(old, StringComparison.Ordinal);
        Assert.True(at >= 0 && text.IndexOf(old, at + 1, StringComparison.Ordinal) < 0, $"\"{old}\" must stand in the text once");
        return text.Replace(old, other, StringComparison.Ordinal);
    }

    /// <summary>Line and column, from 1, at which a part of a text begins, or of the ^ in that part: <c>14,13</c>.</summary>
    public static string PlaceOf(this string text, string part)
    {
        var before = Math.Max(0, part.IndexOf('^', StringComparison.Ordinal));
        var at = text.IndexOf(part.Replace("^", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.True(at >= 0, $"\"{part}\" must stand in the text");
        at += before;
        return string.Create(CultureInfo.InvariantCulture, $"{text[..at].Count(c => c == '\n') + 1},{at - text.LastIndexOf('\n', at)}");
    }

    /// <summary>An error as compilers write it, without the folder: <c>bank.yaml(14,13): …</c>.</summary>
    public static string Line(this ConfigurationError error) =>
        string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(error.File)}({error.Line},{error.Column}): {error.Message}");

    /// <summary>A request as its line in a file.</summary>
    public static string Line(RequestSpec request) => $"{request.Method} {request.Target} {request.Path.Source}";

    /// <summary>The body of a request, with values for its variables.</summary>
    public static string Body(RequestSpec request, SystemModel model, params (string Name, object Value)[] values)
    {
        var scope = new Scope(model.Variables.Names.Count);
        foreach (var (name, value) in values) scope[model.Variables.Find(name)] = value is long number ? Value.Of(number) : Value.Of((string)value);
        var output = new ArrayBufferWriter<byte>();
        request.Body!.Render(scope, output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
