using Faultline.Workloads.Http.Population;

namespace Faultline.Tests.Workloads.Http;

public sealed class UniqueIdsTests
{
    [Fact]
    public void Ids_are_UUIDs_of_version_4_and_none_is_made_twice()
    {
        var ids = new UniqueIds(run: ulong.MaxValue);

        var made = Enumerable.Range(0, 1000).Select(_ => Guid.Parse(ids.Next())).ToArray();

        Assert.Equal(1000, made.Distinct().Count());
        Assert.All(made, id => Assert.Equal((4, 8), (id.Version, id.Variant & 0xC)));
    }

    [Fact]
    public void Two_runs_share_none() => Assert.NotEqual(new UniqueIds().Next(), new UniqueIds().Next());
}
