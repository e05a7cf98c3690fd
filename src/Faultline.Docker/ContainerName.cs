using System.Globalization;

namespace Faultline.Docker;

/// <summary>
/// What the name of a container tells of its place, for containers without the labels of Compose:
/// <c>PROJECT-SERVICE-N</c> (Compose 2), <c>PROJECT_SERVICE_N</c> (Compose 1), or the service's name alone.
/// </summary>
internal readonly record struct ContainerName(string Project, string Service, int Number)
{
    /// <summary>Reads a name.</summary>
    /// <param name="name">The container's name, without the slash that the engine puts before it.</param>
    /// <param name="services">
    /// Names of services that may occur. With hyphens alone, nothing else shows where the project ends.
    /// </param>
    /// <returns>The parts, or null where none of the services is in the name.</returns>
    public static ContainerName? Parse(string name, IEnumerable<string> services)
    {
        var (stem, number) = SplitNumber(name);
        // The longest first: "my-order-service" is not the "service" of a project "my-order".
        foreach (var service in services.OrderByDescending(s => s.Length).ThenBy(s => s, StringComparer.Ordinal))
        {
            if (name == service) return new ContainerName("", service, 1);
            if (number is not { } n) continue;
            if (stem == service) return new ContainerName("", service, n);
            if (stem.Length > service.Length + 1 && stem.EndsWith(service, StringComparison.Ordinal) && stem[^(service.Length + 1)] is '-' or '_')
                return new ContainerName(stem[..^(service.Length + 1)], service, n);
        }

        return null;
    }

    private static (string Stem, int? Number) SplitNumber(string name)
    {
        var at = name.LastIndexOfAny(['-', '_']);
        return at > 0 && int.TryParse(name.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? (name[..at], number)
            : (name, null);
    }
}
