namespace Faultline.Tests.Architecture.Seen.Used;

internal sealed class FieldThing;

internal class BaseThing;

internal interface IThing;

internal sealed class ParameterThing;

internal sealed class ArgumentThing;

internal interface IConstraintThing;

internal interface IMethodConstraintThing;

internal sealed class CaughtException : Exception;

internal sealed class LocalThing;

[AttributeUsage(AttributeTargets.Class)]
internal sealed class AttributeThingAttribute : Attribute;

[AttributeUsage(AttributeTargets.Class)]
internal sealed class TypeToldAttribute(Type told) : Attribute
{
    public Type Told => told;
}

internal sealed class ToldThing;

internal sealed class TypeOfThing;

internal sealed class ArrayThing;

internal static class CalledThing
{
    public static void Call()
    {
    }
}
