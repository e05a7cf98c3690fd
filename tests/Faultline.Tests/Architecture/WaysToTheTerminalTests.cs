using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Faultline.Tests.Architecture;

/// <summary>
/// Text gets to a terminal on three ways: as a line (Console, guarded), as markup (MarkupText) and as JSON (JsonOutput or
/// a writer of the reports). Nothing that a new command writes goes past them.
/// </summary>
public sealed class WaysToTheTerminalTests
{
    private static readonly string[] Unguarded =
    [
        "Spectre.Console.Markup::Escape", "Spectre.Console.Markup::FromInterpolated", "Spectre.Console.StringExtensions::EscapeMarkup",
        "Spectre.Console.AnsiConsoleExtensions::MarkupInterpolated", "Spectre.Console.AnsiConsoleExtensions::MarkupLineInterpolated",
        "Spectre.Console.Text::.ctor", "Spectre.Console.Paragraph::.ctor", "Spectre.Console.AnsiConsoleExtensions::Write",
    ];

    [Fact]
    public void Only_MarkupText_makes_markup_of_text() =>
        Assert.Empty(Calls().Where(c => Unguarded.Contains(c.Called) && c.Type != "MarkupText" && !IsEmptyText(c)).Select(c => $"{c.Called} in {c.Where}"));

    [Fact]
    public void Spectre_writes_no_line_of_text_as_it_is() =>
        Assert.Empty(Calls().Where(c => c is { Called: "Spectre.Console.AnsiConsoleExtensions::WriteLine", Parameters: > 1 } && !IsConstant(c)).Select(c => c.Where));

    [Fact]
    public void No_JSON_is_told_to_people() =>
        Assert.Empty(Calls().GroupBy(c => c.Where).Where(method => method.Any(IsJson) && method.Any(IsLine)).Select(method => method.Key));

    [Fact]
    public void The_reader_sees_the_calls() => Assert.Contains(Calls(), c => c is { Called: "Spectre.Console.Markup::Escape", Type: "MarkupText" });

    // Where the live view begins there is nothing to draw yet.
    private static bool IsEmptyText(Call call) => call.Called == "Spectre.Console.Text::.ctor" && IsConstant(call);

    private static bool IsConstant(Call call)
    {
        for (var before = call.At.Previous; before is not null && before.OpCode != OpCodes.Call && before.OpCode != OpCodes.Callvirt; before = before.Previous)
            if (before.OpCode == OpCodes.Ldstr) return true;
        return false;
    }

    private static bool IsJson(Call call) => call
        is { Called: "System.Text.Json.JsonSerializer::Serialize", Returns: "System.String" } or { Called: "System.Text.Json.Nodes.JsonNode::ToJsonString" };

    private static bool IsLine(Call call) => call.Called.StartsWith("System.Console::Write", StringComparison.Ordinal)
        || call.Called.StartsWith("System.IO.TextWriter::Write", StringComparison.Ordinal);

    private static IEnumerable<Call> Calls() =>
        from type in AssemblyDefinition.ReadAssembly(Path.Combine(AppContext.BaseDirectory, "Faultline.Cli.dll")).MainModule.GetTypes()
        from method in type.Methods
        where method.HasBody
        from instruction in method.Body.Instructions
        where instruction.Operand is MethodReference
        let called = (MethodReference)instruction.Operand
        select new Call(
            type.Name, method.FullName, $"{called.DeclaringType.FullName}::{called.Name}", called.ReturnType.FullName, called.Parameters.Count, instruction);

    private sealed record Call(string Type, string Where, string Called, string Returns, int Parameters, Instruction At);
}
