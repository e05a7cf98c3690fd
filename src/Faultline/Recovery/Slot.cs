namespace Faultline.Recovery;

/// <summary>The grain of time in which load and answers are counted: a tenth of a second.</summary>
/// <remarks>
/// What is told of a recovery is known no better than that. Whether chance explains a count is asked of whole seconds
/// (<see cref="PerSecond"/> slots together), which may begin with any slot.
/// </remarks>
internal static class Slot
{
    public const int PerSecond = 10;

    /// <summary>Length of a slot in seconds.</summary>
    public const double Seconds = 1.0 / PerSecond;

    private static readonly TimeSpan Length = TimeSpan.FromSeconds(1) / PerSecond;

    /// <summary>The slot that a time of the run lies in.</summary>
    public static int Of(TimeSpan time) => (int)(time.Ticks / Length.Ticks);

    /// <summary>The first slot that begins no earlier than a time of the run.</summary>
    public static int From(TimeSpan time) => (int)((time.Ticks + Length.Ticks - 1) / Length.Ticks);

    /// <summary>Begin of a slot.</summary>
    public static TimeSpan Begin(int slot) => slot * Length;
}
