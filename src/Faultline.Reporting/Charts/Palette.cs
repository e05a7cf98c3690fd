using SkiaSharp;

namespace Faultline.Reporting.Charts;

/// <summary>The page's light colours, for pictures.</summary>
internal static class Palette
{
    public static SKColor Paper => SKColors.White;

    public static SKColor Of(Ink ink) => ink switch
    {
        Ink.Text => new(0x15, 0x19, 0x1e),
        Ink.Muted => new(0x56, 0x61, 0x6d),
        Ink.Grid => new(0xe2, 0xe6, 0xea),
        Ink.Good => new(0x0a, 0x66, 0xb7),
        Ink.Bad => new(0xc2, 0x4e, 0x00),
        Ink.Strong => new(0xa6, 0x6a, 0x00),
        Ink.Soft => new(0x6f, 0xaa, 0xd8),
        Ink.Doubt => new(0x6a, 0x5a, 0xcd),
    };
}
