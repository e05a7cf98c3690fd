using System.Globalization;
using Faultline.Experiments;

namespace Faultline.Reporting;

/// <summary>What users did, in the words of the options that say so.</summary>
internal static class BehaviourText
{
    /// <summary>Pauses and mix: <c>pause 1..5 s, checkout=60,create=30,ask=10 %</c>.</summary>
    public static string Line(UserBehaviour users) =>
        $"pause {Seconds(users.ShortestPause)}..{Seconds(users.LongestPause)} s, {string.Join(',', users.Mix.Select(m => $"{m.Key}={m.Value}"))} %";

    private static string Seconds(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
