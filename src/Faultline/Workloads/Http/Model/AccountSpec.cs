using Faultline.Workloads.Http.Values;

namespace Faultline.Workloads.Http.Model;

/// <summary>A sort of number that the system keeps, one per entity or transaction: a balance, a stock, a flag.</summary>
internal sealed record AccountSpec
{
    /// <summary>The most decimal places that numbers can have.</summary>
    public const int MostScale = 12;

    /// <summary>For example <c>balance</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Reads one; the variable <c>id</c> in it says which.</summary>
    public required RequestSpec Read { get; init; }

    /// <summary>Finds the number in the answer.</summary>
    public required ValueReader Value { get; init; }

    /// <summary>Finds what one unit is worth in the answer; null for <see cref="FixedWeight"/>.</summary>
    public ValueReader? Weight { get; init; }

    /// <summary>What one unit is worth, signed: the weighted postings of a transaction that conserves sum to zero.</summary>
    public long FixedWeight { get; init; } = 1;

    /// <summary>The least that it may ever show; null for no bound.</summary>
    public long? Floor { get; init; }

    /// <summary>A mark that is 0 or 1, and that a second application leaves at 1.</summary>
    public bool IsFlag { get; init; }

    /// <summary>Decimal places that its numbers are written with, so that 12.30 counts as 1230; 0 for whole numbers.</summary>
    public int Scale { get; init; }

    /// <summary>What one unit is called, for example <c>EUR</c>; null where it has no name.</summary>
    public string? Unit { get; init; }

    /// <summary>Its words; null for general ones.</summary>
    public AccountWords? Words { get; init; }
}

/// <summary>What an account's entity and its anomalies are called; anomalies in kebab-case.</summary>
/// <param name="Entity">For example <c>account</c>: one of them is told as <c>account 17</c>.</param>
/// <param name="Twice">It moved more than was allowed, for example <c>moved-twice</c>.</param>
/// <param name="NotGivenBack">It moved though nothing may have applied, for example <c>money-not-given-back</c>.</param>
/// <param name="Overdrawn">It is below its floor, for example <c>overdrawn</c>.</param>
/// <param name="OutOfBounds">It is outside what the answers allow, for example <c>balance-out-of-bounds</c>.</param>
internal sealed record AccountWords(string Entity, string Twice, string NotGivenBack, string Overdrawn, string OutOfBounds);

/// <summary>Entities that exist before the load: created by the tool, or listed.</summary>
internal sealed record EntitySpec
{
    /// <summary>For example <c>account</c>; also the variable that holds the id while one is created.</summary>
    public required string Name { get; init; }

    /// <summary>How many are created; 0 where they are listed.</summary>
    public int Count { get; init; }

    /// <summary>
    /// Share, from 0 to 1, that is handed out to one transaction each and never drawn twice, so that single errors show.
    /// </summary>
    public double PrivateShare { get; init; }

    /// <summary>Creates one; null where they are listed.</summary>
    public RequestSpec? Create { get; init; }

    /// <summary>Finds the new one's id in the answer to <see cref="Create"/>.</summary>
    public Capture? Id { get; init; }

    /// <summary>Sent after <see cref="Create"/>, one after the other.</summary>
    public IReadOnlyList<RequestSpec> Then { get; init; } = [];

    /// <summary>For each of these entities one is created, with its id in the variable of that name; null for none.</summary>
    public string? OnePer { get; init; }

    /// <summary>What picks from other entities and draws is made for each before it is created.</summary>
    public IReadOnlyList<Step> Before { get; init; } = [];

    /// <summary>Ids that exist already; empty where they are created or asked for.</summary>
    public IReadOnlyList<string> Listed { get; init; } = [];

    /// <summary>Asks for the ids that exist already; null where they are created or listed.</summary>
    public RequestSpec? List { get; init; }

    /// <summary>Finds the ids in the answer to <see cref="List"/>.</summary>
    public JsonPath? ListIds { get; init; }
}
