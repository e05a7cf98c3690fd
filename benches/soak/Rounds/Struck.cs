using Faultline.Benches.Soak.Plans;

namespace Faultline.Benches.Soak.Rounds;

/// <summary>A command that is struck on its way, which must not be its own fault.</summary>
internal static class Struck
{
    private const int Unavailable = 69;

    /// <summary>Starts it, strikes it and waits for its end.</summary>
    public static async Task RunAsync(Stage stage, Tally tally, Blow blow, string folder, string[] arguments, string whom, CancellationToken stop)
    {
        using var command = stage.Place.Start(folder, arguments);
        await command.PassesAsync(blow.After, stop);
        if (command.Strike(blow.Signal)) tally.Struck(blow.Signal, whom);
        var code = await command.EndAsync(stop);
        // Cut short it may say that something is not done yet; any other end is none that a signal explains.
        if (code is not 0 and not Unavailable && code != 128 + (int)blow.Signal)
            throw new SoakFailure($"faultline {string.Join(' ', arguments)} ended with {code}: {command.Tail}");
    }
}
