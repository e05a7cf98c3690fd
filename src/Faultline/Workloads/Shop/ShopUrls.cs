using System.Text.Encodings.Web;
using System.Text.Json;
using Faultline.Configuration;
using Faultline.Storage;

namespace Faultline.Workloads.Shop;

/// <summary>The three base addresses of a shop, as <c>urls.json</c> names them; they may be one gateway.</summary>
/// <param name="Order">Where <c>/orders</c> is served.</param>
/// <param name="Payment">Where <c>/payment</c> is served.</param>
/// <param name="Stock">Where <c>/stock</c> is served.</param>
public sealed record ShopUrls(Uri Order, Uri Payment, Uri Stock)
{
    private const string OrderKey = "ORDER_URL";
    private const string PaymentKey = "PAYMENT_URL";
    private const string StockKey = "STOCK_URL";

    private static readonly JsonSerializerOptions Plain = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The file that <c>urls.json</c> starts as, for one gateway on port 8000 of this machine, and its schema.</summary>
    public static IReadOnlyList<StarterFile> StarterFiles { get; } = [new("urls.json"), new("urls.schema.json")];

    /// <summary>Reads the addresses from a file.</summary>
    /// <exception cref="ConfigurationException">The file cannot be read, or an address is missing or wrong.</exception>
    public static ShopUrls Read(string path)
    {
        var errors = new ErrorList(path);
        var root = ConfigFile.Read(path, "`faultline shop up` and `faultline init` write one, or name another with --urls FILE.");
        var reader = ObjectReader.For(root, "the configuration", errors, [OrderKey, PaymentKey, StockKey, "$schema", "$comment"]);
        var urls = reader is null ? [] : new[] { OrderKey, PaymentKey, StockKey }.Select(key => Address(reader, key, errors)).ToArray();
        errors.ThrowIfAny();
        return new ShopUrls(urls[0]!, urls[1]!, urls[2]!);
    }

    /// <summary>Writes the addresses to a file, whole or not at all.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Write(string path)
    {
        var content = new Dictionary<string, string>
        {
            [OrderKey] = Text(Order),
            [PaymentKey] = Text(Payment),
            [StockKey] = Text(Stock),
        };
        AtomicFile.Write(path, JsonSerializer.Serialize(content, Plain) + "\n");
    }

    private static string Text(Uri address) => address.AbsoluteUri.TrimEnd('/');

    private static Uri? Address(ObjectReader reader, string key, ErrorList errors)
    {
        if (reader.Text(key) is not { } value) return null;

        var text = value.Text.Trim();
        var parsed = Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Host.Length > 0;
        if (parsed && address!.Scheme == Uri.UriSchemeHttps)
        {
            errors.Add($"\"{key}\": https is not supported yet", value.Place, "Give the plain http address of the gateway.");
        }
        else if (!parsed || address!.Scheme != Uri.UriSchemeHttp)
        {
            errors.Add($"\"{key}\" must be an absolute http address, not \"{SourceText.Cut(text, 60)}\"", value.Place, Repaired(text));
        }
        else if (address.Query.Length + address.Fragment.Length + address.UserInfo.Length > 0)
        {
            errors.Add($"\"{key}\" must hold host, port and path only", value.Place, $"Write \"{address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped).TrimEnd('/')}\".");
        }
        else
        {
            return address;
        }

        return null;
    }

    private static string Repaired(string text)
    {
        var repairable = !text.Contains("://", StringComparison.Ordinal)
            && Uri.TryCreate("http://" + text, UriKind.Absolute, out var address) && address.Host.Length > 0;
        return $"Write \"{(repairable ? "http://" + text.TrimEnd('/') : "http://localhost:8000")}\".";
    }
}
