using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using Faultline.Workloads.Http.Values;

// The usage stands in the script beside this file.
const int Calls = 500;
const double MostNanoseconds = 500;

var rounds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 1_000;
var variables = new VariableTable();
var path = Template.Parse("/transfers/$id", variables, TemplateUse.Path);
var header = Template.Parse("$id", variables, TemplateUse.Header);
var body = Bodies.Json(new BodyMap([("id", Text("$id")), ("from", Text("$from")), ("to", Text("$to")), ("cents", Text("$cents"))]));
var debit = Expression.Parse("-$cents", variables);
var fee = Expression.Parse("-($cents + max(1, $cents / 100))", variables);
var total = Expression.Parse("-$.balance * 2", variables);
var balance = ValueReader.Parse("$.balance", 2);
var state = ValueReader.Parse("$.state == \"settled\"");
var sum = ValueReader.Parse("sum($.items.*.1)");

var scope = new Scope(variables.Names.Count)
{
    Answer = """{"id":"17","owner":{"name":"A. Nother","since":2019},"state":"settled","items":[["i1",1],["i2",2],["i3",3]],"balance":"12.30"}"""u8.ToArray(),
};
scope[variables.Find("id")] = Value.Of("a3f1-0000000017");
scope[variables.Find("from")] = Value.Of(1234567);
scope[variables.Find("to")] = Value.Of("account-42");
scope[variables.Find("cents")] = Value.Of(17);
var wholeScope = new Scope(variables.Names.Count) { Answer = """{"balance":17}"""u8.ToArray() };
var output = new ArrayBufferWriter<byte>(4096);

var isCheap = Measure("request: path, header, body of 4", () =>
{
    output.ResetWrittenCount();
    path.Render(scope, output);
    header.Render(scope, output);
    body.Render(scope, output);
}) is { Nanoseconds: <= MostNanoseconds, Bytes: 0 };
Measure("amount: -$cents", () => debit.Compute(scope));
Measure("amount: -($cents + max(1, $cents / 100))", () => fee.Compute(scope));
Measure("amount: -$.balance * 2, answer of 14 bytes", () => total.Compute(wholeScope));
Measure("value: $.balance, answer of 125 bytes", () => balance.Read(scope.Answer));
Measure("value: $.state == \"settled\"", () => state.Read(scope.Answer));
Measure("value: sum($.items.*.1)", () => sum.Read(scope.Answer));
return isCheap ? 0 : 1;

BodyText Text(string text) => new(Template.Parse(text, variables, TemplateUse.Json));

// The fastest of many series, each of which fits between two turns of other processes: what else runs here only ever adds.
(double Nanoseconds, long Bytes) Measure(string name, Action call)
{
    var (least, before) = (double.MaxValue, 0L);
    for (var round = -rounds; round < rounds; round++)
    {
        // The first half is there for the compiler alone.
        if (round == 0) (least, before) = (double.MaxValue, GC.GetAllocatedBytesForCurrentThread());
        var begun = Stopwatch.GetTimestamp();
        for (var i = 0; i < Calls; i++) call();
        least = Math.Min(least, Stopwatch.GetElapsedTime(begun).TotalNanoseconds / Calls);
    }

    var bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / ((long)rounds * Calls);
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-44} {least,7:0.0} ns {bytes,5} B"));
    return (least, bytes);
}
