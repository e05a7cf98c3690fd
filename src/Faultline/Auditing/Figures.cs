using System.Globalization;

namespace Faultline.Auditing;

/// <summary>Sentences with figures in them, the same in every culture.</summary>
internal static class Figures
{
    public static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    public static string Times(Int128 count) => count == 1 ? "once" : Text($"{count} times");

    public static string Times(Bounds bounds) =>
        bounds.Open ? Text($"{bounds.Lo} to {bounds.Hi} times") : Times(bounds.Lo);

    /// <summary>The count with its noun, in the plural where it is not one.</summary>
    public static string Count(long count, string one, string many) =>
        count == 1 ? Text($"1 {one}") : Text($"{count:N0} {many}");
}
