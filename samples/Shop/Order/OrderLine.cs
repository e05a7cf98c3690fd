using System.Text.Json;
using System.Text.Json.Serialization;

namespace Shop.Order;

/// <summary>A quantity of one item; in JSON <c>["item", quantity]</c>.</summary>
[JsonConverter(typeof(Converter))]
internal sealed record OrderLine(string ItemId, int Quantity)
{
    private sealed class Converter : JsonConverter<OrderLine>
    {
        public override OrderLine Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType != JsonTokenType.StartArray)
                throw new JsonException("An order's line is an array.");
            reader.Read();
            string itemId = reader.GetString() ?? throw new JsonException("An order's line begins with an item's id.");
            reader.Read();
            int quantity = reader.GetInt32();
            reader.Read();
            return new OrderLine(itemId, quantity);
        }

        public override void Write(Utf8JsonWriter writer, OrderLine value, JsonSerializerOptions options)
        {
            writer.WriteStartArray();
            writer.WriteStringValue(value.ItemId);
            writer.WriteNumberValue(value.Quantity);
            writer.WriteEndArray();
        }
    }
}
