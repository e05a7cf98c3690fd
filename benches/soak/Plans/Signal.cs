namespace Faultline.Benches.Soak.Plans;

/// <summary>The signals that a command is sent, by their numbers.</summary>
internal enum Signal
{
    /// <summary>SIGHUP: its terminal is closed.</summary>
    Sighup = 1,

    /// <summary>SIGINT: Ctrl-C.</summary>
    Sigint = 2,

    /// <summary>SIGKILL: nothing of it runs any more.</summary>
    Sigkill = 9,

    /// <summary>SIGTERM: it is asked to end.</summary>
    Sigterm = 15,
}
