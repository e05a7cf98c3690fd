using Faultline.Configuration;
using Faultline.Hosting.State;

namespace Faultline.Docker;

/// <summary>The addresses that a run loads: they say which system its faults are for.</summary>
/// <param name="File">The file that names them.</param>
/// <param name="All">The addresses.</param>
/// <param name="Beside">What else runs here that could be meant, in words and with its option; null: nothing.</param>
public sealed record AskedAddresses(string File, IReadOnlyList<TargetAddress> All, string? Beside = null)
{
    /// <summary>The error where the addresses do not tell which system is meant.</summary>
    /// <param name="why">What is known of them, after the words "FILE names".</param>
    /// <param name="systems">What runs here, each in words.</param>
    /// <param name="more">What else is to be known of what runs here, as a sentence after a space.</param>
    public ConfigurationException CannotTell(string why, IEnumerable<string> systems, string more = "")
    {
        string[] here = [.. systems, .. Beside is null ? Array.Empty<string>() : [Beside]];
        return new ConfigurationException(new ConfigurationError(
            $"{File} names {why}",
            Hint: $"Nothing was killed.{(here.Length == 0 ? "" : $" Running here: {string.Join("; ", here)}.")}{more}"
                + $" Next: {File} with an address of the system itself; or, where it stands behind a proxy or on another machine, --project NAME (for child processes of this folder: --host process)"));
    }

    /// <summary>An address, and the process that listens there, if one is to be seen.</summary>
    public static string WithListener(TargetAddress address) => address.Listener() is { } pid ? $"{address} (pid {pid} listens there)" : address.ToString();
}
