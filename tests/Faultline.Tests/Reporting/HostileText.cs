namespace Faultline.Tests.Reporting;

/// <summary>What no text that people see may hold.</summary>
internal static class HostileText
{
    /// <summary>Fails where a text holds what a terminal acts on, what turns the reading order, or what is not seen.</summary>
    public static void MustNotBeIn(string text)
    {
        foreach (var mark in SampleRuns.HostileMarks.EnumerateRunes().Where(r => r.Value is < 0x20 or > 0x7E))
            Assert.False(text.Contains(mark.ToString(), StringComparison.Ordinal), $"U+{mark.Value:X4} is in: {text[..Math.Min(text.Length, 2_000)]}");
    }
}
