namespace Faultline.Cli.Watchdogs;

/// <summary>Tries again what did not succeed, at first soon, then ever more seldom, for a bounded time.</summary>
internal static class GrowingPauses
{
    /// <summary>After this long nothing is tried any more.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    /// <summary>Tries until that succeeds; false where it never did.</summary>
    public static async Task<bool> TryAsync(Func<Task<bool>> attempt, TimeProvider time)
    {
        var begun = time.GetTimestamp();
        for (var pause = First; !await attempt(); pause = pause * 2 < Longest ? pause * 2 : Longest)
        {
            if (time.GetElapsedTime(begun) + pause > Limit) return false;
            await Task.Delay(pause, time);
        }

        return true;
    }
}
