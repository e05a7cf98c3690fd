#pragma warning disable IDE0005
using Faultline.Tests.Architecture.Seen.Used;

namespace Faultline.Tests.Architecture.Seen.Users;

// One type per way in which code can name another. Nothing calls them: the compiled code is what is looked at.
internal sealed class ByField
{
    public FieldThing? Thing { get; set; }
}

internal sealed class ByBase : BaseThing;

internal sealed class ByInterface : IThing;

internal sealed class ByParameter
{
    public static void Take(ParameterThing? thing) => _ = thing;
}

internal sealed class ByGenericArgument
{
    public static int Count(IEnumerable<object> things) => things.OfType<ArgumentThing>().Count();
}

internal sealed class ByGenericConstraint<T>
    where T : IConstraintThing
{
    public T? Thing { get; set; }
}

internal sealed class ByMethodConstraint
{
    public static T? First<T>(IEnumerable<T> things)
        where T : IMethodConstraintThing => things.FirstOrDefault();
}

internal sealed class ByCatch
{
    public static bool Tries(Action action)
    {
        try
        {
            action();
            return true;
        }
        catch (CaughtException)
        {
            return false;
        }
    }
}

internal sealed class ByLocal
{
    public static string? Told(object? thing) => thing is LocalThing local ? local.ToString() : null;
}

[AttributeThing]
internal sealed class ByAttribute;

[TypeTold(typeof(ToldThing))]
internal sealed class ByAttributeArgument;

internal sealed class ByTypeOf
{
    public static string Name => typeof(TypeOfThing).Name;
}

internal sealed class ByArray
{
    public static int Count(ArrayThing[] things) => things.Length;
}

internal sealed class ByMethodOfTheirs
{
    public static void Call() => CalledThing.Call();
}
