using System.Text.Json;

namespace Faultline.Workloads.Shop;

/// <summary>An order as <c>GET /orders/find</c> tells it; quantities of the same item are added up.</summary>
internal sealed record OrderContent(string User, bool Paid, long TotalCost, IReadOnlyList<OrderLine> Lines)
{
    /// <summary>The shop says that there is no such order.</summary>
    public static readonly OrderContent Missing = new("", Paid: false, TotalCost: 0, []);

    /// <summary>The content without the paid flag, in words and in one order, so that two can be compared.</summary>
    public string Describe() => ReferenceEquals(this, Missing)
        ? "no such order"
        : $"user {User}, {(Lines.Count == 0 ? "no items" : string.Join(", ", Lines.Select(l => $"{l.Quantity} × item {l.Item}")))}, total {TotalCost}";
}

/// <summary>A quantity of one item in an order.</summary>
internal readonly record struct OrderLine(string Item, long Quantity);

/// <summary>An item as <c>GET /stock/find</c> tells it.</summary>
internal readonly record struct ItemState(long Stock, long Price);

/// <summary>Reads the shop's JSON answers. Every method returns null where the answer is not what the contract says.</summary>
internal static class ShopAnswers
{
    public static string? Id(ReadOnlyMemory<byte> body, string property) =>
        Parse(body, root => root.TryGetProperty(property, out var id) ? Text(id) : null);

    public static ItemState? Item(ReadOnlyMemory<byte> body) => Parse<ItemState?>(body, root =>
        Number(root, "stock") is { } stock && Number(root, "price") is { } price ? new ItemState(stock, price) : null);

    public static long? Stock(ReadOnlyMemory<byte> body) => Item(body)?.Stock;

    public static long? Credit(ReadOnlyMemory<byte> body) => Parse<long?>(body, root => Number(root, "credit"));

    public static OrderContent? Order(ReadOnlyMemory<byte> body) => Parse(body, root =>
    {
        if (!root.TryGetProperty("paid", out var paid) || paid.ValueKind is not (JsonValueKind.True or JsonValueKind.False)) return null;
        if (!root.TryGetProperty("user_id", out var user) || Text(user) is not { } userId) return null;
        if (Number(root, "total_cost") is not { } total) return null;
        if (!root.TryGetProperty("items", out var items) || items.ValueKind != JsonValueKind.Array) return null;

        var quantities = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var line in items.EnumerateArray())
        {
            if (line.ValueKind != JsonValueKind.Array || line.GetArrayLength() != 2) return null;
            if (Text(line[0]) is not { } item || !line[1].TryGetInt64(out var quantity)) return null;
            quantities[item] = quantities.GetValueOrDefault(item) + quantity;
        }

        return new OrderContent(
            userId, paid.GetBoolean(), total, [.. quantities.Select(q => new OrderLine(q.Key, q.Value))]);
    });

    private static T? Parse<T>(ReadOnlyMemory<byte> body, Func<JsonElement, T?> read)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object ? read(document.RootElement) : default;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            return default;
        }
    }

    private static long? Number(JsonElement root, string property) =>
        root.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number)
            ? number
            : null;

    // Ids are opaque strings; some shops write them as numbers.
    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        _ => null,
    };
}
