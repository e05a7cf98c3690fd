using Faultline.Docker;

namespace Faultline.Tests.Docker;

public sealed class EngineIdentityTests
{
    private static readonly Uri Endpoint = new("tcp://engine:2375");

    [Fact]
    public void An_id_that_stays_the_same_is_kept_with_the_data_root() =>
        Assert.Equal("AB:CD@/var/lib/docker", EngineIdentity.Of("AB:CD", "AB:CD", Endpoint, "/var/lib/docker").Key);

    [Theory]
    [InlineData("one", "two")]
    [InlineData("", "")]
    [InlineData(null, null)]
    public void Without_one_the_place_stands_for_it(string? id, string? again) =>
        Assert.Equal("tcp://engine:2375@/data", EngineIdentity.Of(id, again, Endpoint, "/data").Key);

    [Fact]
    public void Its_own_key_is_its_own_and_so_is_one_that_its_place_made() =>
        Assert.All(["AB@/data", "tcp://engine:2375@/data"], key => Assert.Null(Engine("AB").Differs(key, false)));

    [Fact]
    public void The_same_id_with_other_data_is_another_engine()
    {
        var difference = Engine("AB").Differs("AB@/old", true);

        Assert.Contains("keeps its containers in /data, not in /old", difference, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CD@/data")]
    [InlineData("ABC@/data")]
    [InlineData("tcp://engine:2375@/old")]
    [InlineData("CD")]
    public void Another_key_is_another_engine(string key) => Assert.Equal("is another one", Engine("AB").Differs(key, true));

    [Fact]
    public void Keys_of_earlier_versions_are_an_id_alone()
    {
        Assert.Null(Engine("AB").Differs("AB", false));
        Assert.Null(Engine(null).Differs("whatever it gave then", true));
        Assert.NotNull(Engine(null).Differs("whatever it gave then", false));
    }

    private static EngineIdentity Engine(string? id) => new(id, "tcp://engine:2375", "/data");
}
