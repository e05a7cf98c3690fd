using System.Globalization;

namespace Faultline.Docker;

/// <summary>Times as an engine writes them: RFC 3339 with nanoseconds, and the year 1 for what never was.</summary>
internal static class EngineTime
{
    /// <summary>A time, or null where there is none.</summary>
    public static DateTimeOffset? Read(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) && time.Year > 1
            ? time
            : null;
}
