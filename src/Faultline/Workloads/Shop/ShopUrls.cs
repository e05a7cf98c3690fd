using System.Text.Json;
using Faultline.Configuration;

namespace Faultline.Workloads.Shop;

/// <summary>The base addresses of the shop's three services (<c>urls.json</c>); they may be one gateway.</summary>
public sealed record ShopUrls(Uri Order, Uri Payment, Uri Stock)
{
    private const string OrderKey = "ORDER_URL";
    private const string PaymentKey = "PAYMENT_URL";
    private const string StockKey = "STOCK_URL";
    private static readonly string[] Keys = [OrderKey, PaymentKey, StockKey];
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Reads the file.</summary>
    /// <exception cref="ConfigurationException">It is missing, or an address is; carries all errors.</exception>
    public static ShopUrls Read(string path)
    {
        var errors = new List<ConfigurationError>();
        var node = ConfigText.Read(path, "Next: faultline shop up writes one for the sample shop; --urls names another file");
        var reader = new ConfigReader(node, path, Keys, errors);
        var addresses = Keys.Select(key => Address(reader, key, errors)).ToArray();
        ConfigReader.ThrowIfAny(errors);
        return new ShopUrls(addresses[0]!, addresses[1]!, addresses[2]!);
    }

    /// <summary>Writes the file as a whole, or not at all.</summary>
    public void Write(string path)
    {
        var next = $"{path}.{Environment.ProcessId}.tmp";
        var members = new Dictionary<string, string> { [OrderKey] = Text(Order), [PaymentKey] = Text(Payment), [StockKey] = Text(Stock) };
        File.WriteAllText(next, JsonSerializer.Serialize(members, Indented) + Environment.NewLine);
        File.Move(next, path, overwrite: true);
    }

    private static Uri? Address(ConfigReader reader, string key, List<ConfigurationError> errors)
    {
        if (reader.RequiredText(key) is not { } node) return null;
        if (Uri.TryCreate(node.Text, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttp && address.Host.Length > 0 && address.Query.Length == 0)
            return address;
        errors.Add(node.Position.Error(
            $"{key} is not an address that can be used: \"{node.Text}\"",
            address?.Scheme == Uri.UriSchemeHttps ? "https is not supported yet; only http" : "For example http://localhost:8000"));
        return null;
    }

    private static string Text(Uri address) => address.ToString().TrimEnd('/');
}
