using System.Globalization;

namespace Faultline.Docker;

/// <summary>
/// What the name of a container tells of its place, for containers without the labels of Compose:
/// <c>PROJECT-SERVICE-N</c> (Compose 2), <c>PROJECT_SERVICE_N</c> (Compose 1), either without a number, or the service's
/// name alone.
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
            if (ProjectBefore(name, service) is { } whole) return new ContainerName(whole, service, 1);
            if (number is { } n && ProjectBefore(stem, service) is { } project) return new ContainerName(project, service, n);
        }

        return null;
    }

    /// <summary>What stands before the service in a name that ends with it: nothing, or a project; null where it does not.</summary>
    private static string? ProjectBefore(string text, string service) =>
        text == service ? ""
        : text.Length > service.Length + 1 && text.EndsWith(service, StringComparison.Ordinal) && text[^(service.Length + 1)] is '-' or '_' ? text[..^(service.Length + 1)]
        : null;

    private static (string Stem, int? Number) SplitNumber(string name)
    {
        var at = name.LastIndexOfAny(['-', '_']);
        return at > 0 && int.TryParse(name.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? (name[..at], number)
            : (name, null);
    }
}
