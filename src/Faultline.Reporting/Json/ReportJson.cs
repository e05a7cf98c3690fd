using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Faultline.Reporting.Json;

/// <summary>How all JSON files are written.</summary>
internal static class ReportJson
{
    private static readonly DocumentContext Context = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        NewLine = "\n",
        // A file of its own, never pasted into a page: the texts stay readable.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new MicrosecondConverter(), new FiniteConverter() },
    });

    public static JsonTypeInfo<RunDocument> Run => Context.RunDocument;

    public static JsonTypeInfo<CheckDocument> Check => Context.CheckDocument;

    public static JsonTypeInfo<RunsDocument> Runs => Context.RunsDocument;

    public static JsonTypeInfo<FaultsDocument> Faults => Context.FaultsDocument;

    /// <summary>For reading <c>run.json</c> back.</summary>
    public static JsonTypeInfo<RunMembers> Members => Context.RunMembers;

    /// <summary>UTC with microseconds, ISO 8601.</summary>
    private sealed class MicrosecondConverter : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.GetDateTimeOffset();

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture));
    }

    /// <summary>Six digits after the point; null for what is not a number, which JSON cannot hold.</summary>
    private sealed class FiniteConverter : JsonConverter<double>
    {
        public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.Null ? double.NaN : reader.GetDouble();

        public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
        {
            if (double.IsFinite(value))
                writer.WriteNumberValue(Math.Round(value, 6));
            else
                writer.WriteNullValue();
        }
    }
}

[JsonSerializable(typeof(RunDocument))]
[JsonSerializable(typeof(FaultsDocument))]
[JsonSerializable(typeof(CheckDocument))]
[JsonSerializable(typeof(RunsDocument))]
[JsonSerializable(typeof(RunMembers))]
internal sealed partial class DocumentContext : JsonSerializerContext;
