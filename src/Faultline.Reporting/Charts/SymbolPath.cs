namespace Faultline.Reporting.Charts;

/// <summary>The outline of each symbol around its point, as SVG path data, the same on every canvas.</summary>
internal static class SymbolPath
{
    public static string Of(Symbol symbol) => symbol switch
    {
        Symbol.Cross => "M-4-4 4 4M4-4-4 4",
        Symbol.Triangle => "M-4-5 5 0-4 5Z",
        Symbol.Disc => "M-4.5 0a4.5 4.5 0 1 0 9 0 4.5 4.5 0 1 0-9 0Z",
        Symbol.Ring => "M-4 0a4 4 0 1 0 8 0 4 4 0 1 0-8 0Z",
        Symbol.Tick => "M-4 0-1 3.5 4.5-4",
        Symbol.Interval => "M-5 0H5M-5-3.5V3.5M5-3.5V3.5",
        Symbol.Question => "M-3-2.5C-3-6 3.5-6 3-2.5 3-.5 0-.5 0 2M0 4V5.5",
    };

    /// <summary>Whether the shape is filled, or else only drawn.</summary>
    public static bool IsFilled(Symbol symbol) => symbol is Symbol.Triangle or Symbol.Disc;
}
