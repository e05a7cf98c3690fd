using System.Text.Json;

namespace Faultline.Workloads.Shop;

/// <summary>An order as <c>GET /orders/find</c> tells it; quantities of the same item are added up.</summary>
internal sealed record OrderContent(string User, bool Paid, long TotalCost, IReadOnlyList<OrderLine> Lines)
{
    /// <summary>The content without the paid flag, in words and in one order, so that two can be compared.</summary>
    public string Describe() =>
        $"user {User}, {(Lines.Count == 0 ? "no items" : string.Join(", ", Lines.Select(l => $"{l.Quantity} × item {l.Item}")))}, total {TotalCost}";
}

/// <summary>A quantity of one item in an order.</summary>
internal readonly record struct OrderLine(string Item, long Quantity);

/// <summary>An item as <c>GET /stock/find</c> tells it.</summary>
internal readonly record struct ItemState(long Stock, long Price);

/// <summary>What a body says, or, where that is null, what is wrong with it.</summary>
internal readonly record struct Parsed<T>(T? Value, string? Fault);

/// <summary>
/// Reads the shop's JSON answers. A byte order mark and whole numbers with a fraction of zero are read as what they
/// mean; whatever else is not what the contract says is told as a fault.
/// </summary>
internal static class ShopAnswers
{
    public const string ItemShape = """{"stock": whole number, "price": whole number}""";
    public const string CreditShape = """{"credit": whole number}""";
    public const string OrderShape = """{"paid": true or false, "items": [["id", quantity], …], "user_id": "id", "total_cost": whole number}""";

    // The id goes into paths, files and messages.
    private const int LongestId = 1000;

    // What is read is kept, for each of many thousands of entities.
    private const int MostBytes = 1 << 20;
    private const int MostLines = 10_000;

    public static Parsed<string> Id(ReadOnlyMemory<byte> body, string property) => Parse(body, root => Text(Member(root, property), property));

    public static long? Stock(ReadOnlyMemory<byte> body) => Item(body).Value?.Stock;

    public static Parsed<ItemState?> Item(ReadOnlyMemory<byte> body) =>
        Parse<ItemState?>(body, root => new ItemState(Number(root, "stock"), Number(root, "price")));

    public static Parsed<long?> Credit(ReadOnlyMemory<byte> body) => Parse<long?>(body, root => Number(root, "credit"));

    public static Parsed<OrderContent> Order(ReadOnlyMemory<byte> body) => Parse(body, root =>
    {
        var paid = Member(root, "paid");
        if (paid.ValueKind is not (JsonValueKind.True or JsonValueKind.False)) throw Wrong("paid", paid, "true or false");
        var user = Text(Member(root, "user_id"), "user_id");
        var total = Number(root, "total_cost");
        var items = Member(root, "items");
        if (items.ValueKind != JsonValueKind.Array) throw Wrong("items", items, "a list");
        if (items.GetArrayLength() > MostLines) throw new FormatException($"\"items\" holds more than {MostLines} items");

        var quantities = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var line in items.EnumerateArray())
        {
            if (line.ValueKind != JsonValueKind.Array || line.GetArrayLength() != 2) throw Wrong("items", line, "a pair of id and quantity", "holds ");
            var item = Text(line[0], "items");
            var quantity = checked(quantities.GetValueOrDefault(item) + Whole(line[1], "items"));
            quantities[item] = quantity > long.MinValue ? quantity : throw new OverflowException();
        }

        return new OrderContent(user, paid.GetBoolean(), total, [.. quantities.Select(q => new OrderLine(q.Key, q.Value))]);
    });

    private static Parsed<T> Parse<T>(ReadOnlyMemory<byte> body, Func<JsonElement, T?> read)
    {
        if (Encoding(body.Span) is { } encoding) return new Parsed<T>(default, encoding);
        if (body.Span.StartsWith("\uFEFF"u8)) body = body["\uFEFF"u8.Length..];
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? new Parsed<T>(read(document.RootElement), null)
                : new Parsed<T>(default, $"the body is {Name(document.RootElement)}, not an object");
        }
        catch (FormatException e)
        {
            return new Parsed<T>(default, e.Message);
        }
        catch (OverflowException)
        {
            return new Parsed<T>(default, "the quantities of an item add up to more than 64 bits");
        }
        // A text that is no text, such as half a surrogate pair, is found only when it is read.
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return new Parsed<T>(default, "the body is not JSON");
        }
    }

    /// <summary>What keeps a body from being read, or from being read as UTF-8, if anything is known to; null otherwise.</summary>
    private static string? Encoding(ReadOnlySpan<byte> body) => body switch
    {
        { Length: > MostBytes } => "the body is larger than 1 MiB",
        [] => "the body is empty",
        [0x1F, 0x8B, ..] => "the body is compressed (gzip), though nobody asked for that",
        [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] or [_, 0, ..] or [0, _, ..] => "the body is UTF-16, where JSON is UTF-8",
        _ => null,
    };

    private static JsonElement Member(JsonElement root, string property) =>
        root.TryGetProperty(property, out var value) ? value : throw new FormatException($"\"{property}\" is missing");

    private static long Number(JsonElement root, string property) => Whole(Member(root, property), property);

    private static long Whole(JsonElement value, string property)
    {
        if (value.ValueKind != JsonValueKind.Number) throw Wrong(property, value, "a whole number");
        // 100.0 and 1e2 are whole numbers too. The lowest of 64 bits has no opposite, and amounts are taken and given back.
        return value.TryGetDecimal(out var exact) && exact == decimal.Truncate(exact) && exact is >= -long.MaxValue and <= long.MaxValue
            ? (long)exact
            : throw new FormatException($"\"{property}\" is not a whole number of 64 bits");
    }

    // Ids are opaque strings; some shops write them as numbers.
    private static string Text(JsonElement value, string property)
    {
        var text = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!,
            JsonValueKind.Number => value.GetRawText(),
            _ => throw Wrong(property, value, "text"),
        };
        return text.Length is > 0 and <= LongestId
            ? text
            : throw new FormatException($"\"{property}\" {(text.Length == 0 ? "holds an empty id" : $"holds an id of more than {LongestId} characters")}");
    }

    private static FormatException Wrong(string property, JsonElement value, string expected, string verb = "is ") =>
        new($"\"{property}\" {verb}{Name(value)}, not {expected}");

    private static string Name(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "text",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "true or false",
    };
}
