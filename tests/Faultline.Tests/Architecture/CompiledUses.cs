using System.Collections.Concurrent;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Faultline.Tests.Architecture;

/// <summary>One place of compiled code that names a type of another namespace or its own.</summary>
/// <param name="From">Namespace of the place.</param>
/// <param name="To">Namespace of the type that is named.</param>
/// <param name="Where">The member, or the type, that names it.</param>
internal sealed record Use(string From, string To, string Where);

/// <summary>
/// Which namespaces use which, read from compiled code: references between projects do not show it, and neither do the
/// <c>using</c> lines. Constants and <c>nameof</c> leave no trace in compiled code and are not seen.
/// </summary>
internal static class CompiledUses
{
    private static readonly ConcurrentDictionary<string, Lazy<Use[]>> Read = new(StringComparer.Ordinal);

    /// <summary>All uses of an assembly beside the tests, but those of types of the runtime.</summary>
    public static IReadOnlyList<Use> Of(string assembly) => Read.GetOrAdd(assembly, name => new Lazy<Use[]>(() => [.. ReadAll(name)])).Value;

    /// <summary>The types of an assembly beside the tests that stand in no other type.</summary>
    public static IEnumerable<TypeDefinition> Types(string assembly) =>
        AssemblyDefinition.ReadAssembly(Path.Combine(AppContext.BaseDirectory, assembly)).MainModule.Types;

    private static IEnumerable<Use> ReadAll(string assembly) =>
        (from type in Types(assembly)
         from use in UsedBy(type)
         let target = Outermost(use.Type).Namespace
         where target.Length > 0 && type.Namespace.Length > 0 && !target.StartsWith("System", StringComparison.Ordinal)
         select new Use(type.Namespace, target, use.Where)).Distinct();

    private static IEnumerable<(TypeReference Type, string Where)> UsedBy(TypeDefinition outer)
    {
        foreach (var type in outer.NestedTypes.SelectMany(WithNested).Prepend(outer))
        {
            var ofType = Bases(type).Concat(type.GenericParameters.SelectMany(Constraints)).Concat(Attributes(type))
                .Concat(type.Fields.SelectMany(Attributes)).Concat(type.Properties.SelectMany(Attributes)).Concat(type.Events.SelectMany(Attributes))
                .Concat(type.Fields.Select(f => f.FieldType));
            foreach (var part in ofType.SelectMany(Parts)) yield return (part, type.FullName);
            foreach (var method in type.Methods)
                foreach (var part in Signature(method).Concat(Body(method)).SelectMany(Parts)) yield return (part, method.FullName);
        }
    }

    private static IEnumerable<TypeReference> Bases(TypeDefinition type) =>
        type.Interfaces.Select(i => i.InterfaceType).Concat(type.BaseType is null ? [] : [type.BaseType]);

    private static IEnumerable<TypeReference> Signature(MethodDefinition method) =>
        method.Parameters.Select(p => p.ParameterType).Append(method.ReturnType)
            .Concat(method.GenericParameters.SelectMany(Constraints))
            .Concat(Attributes(method)).Concat(Attributes(method.MethodReturnType)).Concat(method.Parameters.SelectMany(Attributes));

    private static IEnumerable<TypeReference> Body(MethodDefinition method) => !method.HasBody
        ? []
        : method.Body.Instructions.SelectMany(Operand)
            .Concat(method.Body.ExceptionHandlers.Select(h => h.CatchType).OfType<TypeReference>())
            .Concat(method.Body.Variables.Select(v => v.VariableType));

    private static IEnumerable<TypeReference> Operand(Instruction instruction) => instruction.Operand switch
    {
        GenericInstanceMethod method => [.. Called(method), .. method.GenericArguments],
        MethodReference method => Called(method),
        FieldReference field => [field.DeclaringType, field.FieldType],
        TypeReference type => [type],
        _ => [],
    };

    private static IEnumerable<TypeReference> Called(MethodReference method) =>
        method.Parameters.Select(p => p.ParameterType).Append(method.DeclaringType).Append(method.ReturnType);

    private static IEnumerable<TypeReference> Constraints(GenericParameter parameter) => parameter.Constraints.Select(c => c.ConstraintType);

    private static IEnumerable<TypeReference> Attributes(ICustomAttributeProvider provider) =>
        provider.CustomAttributes.SelectMany(a => a.ConstructorArguments
            .Concat(a.Fields.Concat(a.Properties).Select(n => n.Argument))
            .SelectMany(Named)
            .Append(a.AttributeType));

    private static IEnumerable<TypeReference> Named(CustomAttributeArgument argument) => argument.Value switch
    {
        TypeReference type => [argument.Type, type],
        CustomAttributeArgument[] items => items.SelectMany(Named),
        _ => [argument.Type],
    };

    private static IEnumerable<TypeReference> Parts(TypeReference type) => type switch
    {
        GenericInstanceType generic => generic.GenericArguments.SelectMany(Parts).Append(generic.ElementType),
        RequiredModifierType modified => Parts(modified.ElementType).Concat(Parts(modified.ModifierType)),
        TypeSpecification wrapped => Parts(wrapped.ElementType),
        GenericParameter => [],
        _ => [type],
    };

    private static IEnumerable<TypeDefinition> WithNested(TypeDefinition type) => type.NestedTypes.SelectMany(WithNested).Prepend(type);

    private static TypeReference Outermost(TypeReference type) => type.DeclaringType is null ? type : Outermost(type.DeclaringType);
}
