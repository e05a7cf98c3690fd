using System.Text.Json;
using Shop;

namespace Faultline.Cli.Shop;

/// <summary>How a role and its backends are written on the command line of a shop process.</summary>
internal static class ServeOptions
{
    public static string Name(ShopRole role) => role.ToString().ToLowerInvariant();

    /// <summary>Bugs of the shop by their names on the command line: <c>lost-ack</c> and so on.</summary>
    public static IReadOnlyDictionary<string, ShopBug> Bugs { get; } = Enum.GetValues<ShopBug>().ToDictionary(Name);

    /// <summary>Name of a bug on the command line.</summary>
    public static string Name(ShopBug bug) => JsonNamingPolicy.KebabCaseLower.ConvertName(bug.ToString());

    /// <summary>How a process is told its bug.</summary>
    public static string[] Bug(ShopBug? bug) => bug is { } named ? ["--bug", Name(named)] : [];

    /// <summary>The service that a role is an instance of.</summary>
    public static string Service(ShopRole role) => role == ShopRole.Gateway ? "gateway" : $"{Name(role)}-service";

    public static string Backend(ShopRole role, string address) => $"{Name(role)}={address}";

    /// <summary>Reads what <see cref="Backend"/> wrote; null where it is something else.</summary>
    public static ShopBackend? ReadBackend(string text) =>
        text.Split('=', 2) is [var role, var address]
        && Enum.TryParse<ShopRole>(role, ignoreCase: true, out var parsed)
        && Uri.TryCreate(address, UriKind.Absolute, out var uri)
            ? new ShopBackend(parsed, uri)
            : null;
}
