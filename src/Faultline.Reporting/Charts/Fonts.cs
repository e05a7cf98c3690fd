using SkiaSharp;

namespace Faultline.Reporting.Charts;

/// <summary>
/// The fonts that pictures are written with, from this assembly: a picture is the same on every machine, and a machine
/// without any font can draw it.
/// </summary>
internal static class Fonts
{
    public static SKTypeface Regular { get; } = Read("Inter-Regular.otf");

    public static SKTypeface Bold { get; } = Read("Inter-SemiBold.otf");

    /// <summary>A font that is drawn without hints of the system's, at a size in pixels.</summary>
    public static SKFont Of(bool bold, float size) => new(bold ? Bold : Regular, size)
    {
        Edging = SKFontEdging.Antialias,
        Hinting = SKFontHinting.None,
        Subpixel = true,
    };

    private static SKTypeface Read(string name)
    {
        using var file = typeof(Fonts).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The assembly holds no font {name}.");
        return SKTypeface.FromStream(file) ?? throw new InvalidOperationException($"The font {name} cannot be read.");
    }
}
