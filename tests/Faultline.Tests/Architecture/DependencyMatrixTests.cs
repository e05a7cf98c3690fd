using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Faultline.Tests.Architecture;

/// <summary>
/// Who may use whom, read from the compiled methods: references between projects alone do not show what
/// namespaces use of each other.
/// </summary>
public sealed class DependencyMatrixTests
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Faultline.Histories"] = [],
        ["Faultline.Configuration"] = [],
        ["Faultline.Storage"] = [],
        ["Faultline.Hosting"] = ["Faultline.Storage"],
        ["Faultline.Auditing"] = ["Faultline.Histories"],
        ["Faultline.Load"] = ["Faultline.Histories"],
        ["Faultline.Faults"] = ["Faultline.Storage", "Faultline.Hosting", "Faultline.Histories", "Faultline.Configuration"],
        ["Faultline.Recovery"] = ["Faultline.Histories", "Faultline.Faults"],
        ["Faultline.Experiments"] =
        [
            "Faultline.Histories", "Faultline.Configuration", "Faultline.Hosting", "Faultline.Auditing", "Faultline.Load",
            "Faultline.Faults", "Faultline.Recovery", "Faultline.Storage",
        ],
        ["Faultline.Workloads"] =
        [
            "Faultline.Experiments", "Faultline.Histories", "Faultline.Configuration", "Faultline.Hosting", "Faultline.Auditing",
            "Faultline.Load", "Faultline.Faults", "Faultline.Recovery", "Faultline.Storage",
        ],
        ["Faultline.Docker"] = ["Faultline.Storage", "Faultline.Hosting", "Faultline.Configuration", "Faultline.Faults"],
        ["Faultline.Reporting"] =
        [
            "Faultline.Experiments", "Faultline.Histories", "Faultline.Storage", "Faultline.Auditing", "Faultline.Faults", "Faultline.Recovery",
        ],
        ["Samples"] = [],
        ["Shop"] = ["Samples"],
        ["Bank"] = ["Samples"],
    };

    private static readonly string[] Assemblies = ["Faultline.dll", "Faultline.Docker.dll", "Faultline.Reporting.dll", "Samples.dll", "Shop.dll", "Bank.dll"];

    [Fact]
    public void Rooms_use_only_the_rooms_they_may()
    {
        var uses = Uses().Where(u => u.From != u.To).ToArray();
        var forbidden = uses
            .Where(u => !Allowed.TryGetValue(u.From, out var allowed) || !allowed.Contains(u.To))
            .Select(u => $"{u.From} uses {u.To} in {u.Where}")
            .Distinct()
            .ToArray();

        Assert.Empty(forbidden);
    }

    [Fact]
    public void Every_room_is_in_the_matrix_and_exists()
    {
        var rooms = Assemblies.SelectMany(Types).Select(t => Room(t.Namespace)).OfType<string>().ToHashSet();

        Assert.Equal(Allowed.Keys.Order(), rooms.Order());
    }

    [Fact]
    public void The_reader_sees_a_use_that_stands_only_in_a_method_body()
    {
        // Experiments builds an auditor's verdict inside a method: if this is not seen, the matrix test proves nothing.
        Assert.Contains(Uses(), u => u is { From: "Faultline.Experiments", To: "Faultline.Auditing" } && u.Where.Contains("::", StringComparison.Ordinal));
    }

    private static IEnumerable<(string From, string To, string Where)> Uses() =>
        from assembly in Assemblies
        from type in Types(assembly)
        let room = Room(type.Namespace)
        where room is not null
        from use in UsedBy(type)
        let target = Room(Outermost(use.Type).Namespace)
        where target is not null
        select (room, target, use.Where);

    private static IEnumerable<(TypeReference Type, string Where)> UsedBy(TypeDefinition outer)
    {
        foreach (var type in outer.NestedTypes.SelectMany(WithNested).Prepend(outer))
        {
            if (type.BaseType is not null) yield return (type.BaseType, type.FullName);
            foreach (var face in type.Interfaces) yield return (face.InterfaceType, type.FullName);
            foreach (var field in type.Fields) foreach (var part in Parts(field.FieldType)) yield return (part, type.FullName);
            foreach (var method in type.Methods)
            {
                foreach (var part in method.Parameters.Select(p => p.ParameterType).Append(method.ReturnType).SelectMany(Parts))
                    yield return (part, method.FullName);
                if (!method.HasBody) continue;
                foreach (var instruction in method.Body.Instructions)
                    foreach (var used in Operand(instruction).SelectMany(Parts)) yield return (used, method.FullName);
            }
        }
    }

    private static IEnumerable<TypeReference> Operand(Instruction instruction) => instruction.Operand switch
    {
        MethodReference method => [method.DeclaringType, method.ReturnType],
        FieldReference field => [field.DeclaringType, field.FieldType],
        TypeReference type => [type],
        _ => [],
    };

    private static IEnumerable<TypeReference> Parts(TypeReference type) => type switch
    {
        GenericInstanceType generic => generic.GenericArguments.SelectMany(Parts).Append(generic.ElementType),
        TypeSpecification wrapped => Parts(wrapped.ElementType),
        GenericParameter => [],
        _ => [type],
    };

    private static IEnumerable<TypeDefinition> Types(string assembly) =>
        AssemblyDefinition.ReadAssembly(Path.Combine(AppContext.BaseDirectory, assembly)).MainModule.Types;

    private static IEnumerable<TypeDefinition> WithNested(TypeDefinition type) => type.NestedTypes.SelectMany(WithNested).Prepend(type);

    private static TypeReference Outermost(TypeReference type) => type.DeclaringType is null ? type : Outermost(type.DeclaringType);

    private static string? Room(string @namespace)
    {
        var parts = @namespace.Split('.');
        return parts[0] switch
        {
            "Shop" or "Bank" or "Samples" => parts[0],
            "Faultline" when parts.Length > 1 => $"Faultline.{parts[1]}",
            _ => null,
        };
    }
}
