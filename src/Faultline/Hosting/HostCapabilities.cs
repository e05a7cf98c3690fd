namespace Faultline.Hosting;

/// <summary>What a host can do beside what every host can: small interfaces that it implements, or does not.</summary>
public static class HostCapabilities
{
    /// <summary>The capability of a host.</summary>
    /// <param name="host">The host.</param>
    /// <param name="ability">What it must be able to do, such as <c>kill an instance</c>.</param>
    /// <typeparam name="T">The capability.</typeparam>
    /// <exception cref="HostUnavailableException">The host does not have it.</exception>
    public static T Require<T>(this IServiceHost host, string ability)
        where T : class =>
        host as T ?? throw new HostUnavailableException(
            $"what runs the services here (host {host.Kind}) cannot {ability}", "Nothing was done. Next: services on another host, or a plan without it");
}
