using System.Text.Json;
using System.Text.Json.Serialization;
using Faultline.Experiments;
using Faultline.Reporting.Runs;
using Faultline.Workloads.Shop;

namespace Faultline.Cli.Shop;

/// <summary>Reads the trade of a <c>run.json</c> of schema 1: all runs were runs of a shop then.</summary>
internal static class FirstSchema
{
    // Sums over runs must not overflow because one file is wrong.
    private const long MostCheckouts = 1_000_000_000_000;

    /// <inheritdoc cref="EarlierSchema"/>
    public static TradeOfRun Read(Stream runJson)
    {
        var members = JsonSerializer.Deserialize(runJson, FirstSchemaContext.Default.FirstSchemaMembers);
        if (members?.Checkouts is not { } checkouts) throw new InvalidDataException("it has no checkouts");
        if (checkouts is not { Attempted: >= 0 and < MostCheckouts, Succeeded: >= 0 } || checkouts.Succeeded > checkouts.Attempted)
            throw new InvalidDataException("its checkouts do not add up");

        return new TradeOfRun(
            ShopProfile.Name,
            ShopProfile.Profile.Words,
            [new TransactionTotals(ShopProfile.Checkout, checkouts.Attempted, checkouts.Succeeded, checkouts.Refused, checkouts.Unknown)],
            members.Inconsistencies is { Stock: { } stock, Payment: { } payment }
                ? ShopSection.Of(new ClassicFigures(stock.Log, stock.Database, payment.Log, payment.Database))
                : null,
            members.System?.Checkout);
    }
}

internal sealed record FirstSchemaMembers(CheckoutMembers? Checkouts, InconsistencyMembers? Inconsistencies, FirstSystemMembers? System);

internal sealed record CheckoutMembers(long Attempted, long Succeeded, long Refused, long Unknown);

internal sealed record InconsistencyMembers(DifferenceMembers? Stock, DifferenceMembers? Payment);

internal sealed record DifferenceMembers(long Log, long Database);

internal sealed record FirstSystemMembers(string? Checkout);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(FirstSchemaMembers))]
internal sealed partial class FirstSchemaContext : JsonSerializerContext;
