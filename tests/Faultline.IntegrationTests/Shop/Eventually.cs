using System.Diagnostics;

namespace Faultline.IntegrationTests.Shop;

/// <summary>Waits for what real servers bring about in their own time.</summary>
internal static class Eventually
{
    /// <summary>Asks until the answer is yes; fails after 30 s, far beyond what any of it takes.</summary>
    public static async Task TrueAsync(Func<Task<bool>> condition)
    {
        long start = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(30), "It did not come about within 30 s.");
            await Task.Delay(20);
        }
    }
}
