namespace Faultline.Tests.Architecture;

/// <summary>If the reader does not see a use, the tests that rest on it prove nothing.</summary>
public sealed class CompiledUsesTests
{
    private const string Users = "Faultline.Tests.Architecture.Seen.Users";

    private static readonly string[] Ways = [.. CompiledUses.Types("Faultline.Tests.dll").Where(t => t.Namespace == Users).Select(t => t.Name).Order(StringComparer.Ordinal)];

    [Fact]
    public void Every_way_of_naming_a_type_is_seen()
    {
        var seen = CompiledUses.Of("Faultline.Tests.dll")
            .Where(u => u is { From: Users, To: "Faultline.Tests.Architecture.Seen.Used" })
            .Select(u => u.Where.Split("::")[0].Split(' ')[^1].Split('.')[^1])
            .ToHashSet(StringComparer.Ordinal);

        Assert.Equal(14, Ways.Length);
        Assert.Equal(Ways, seen.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_use_that_stands_only_in_a_method_body_of_the_tool_is_seen() =>
        Assert.Contains(CompiledUses.Of("Faultline.dll"), u => u is { From: "Faultline.Experiments", To: "Faultline.Auditing" } && u.Where.Contains("::", StringComparison.Ordinal));
}
