using Faultline.Workloads.Http.Model;
using Faultline.Workloads.Http.Population;
using Faultline.Workloads.Http.Values;

namespace Faultline.Tests.Workloads.Http;

public sealed class EntityPoolTests
{
    [Fact]
    public void Only_shared_ones_are_drawn_each_equally_likely_and_never_the_other()
    {
        var pool = Pool(count: 10, privates: 0.4);
        var random = new Random(7);

        var drawn = Enumerable.Range(0, 6000).Select(_ => pool.Draw(random, Value.Of(3)).Number).ToArray();

        Assert.Equal([0, 1, 2, 4, 5], drawn.Distinct().Order());
        Assert.All(drawn.CountBy(n => n), n => Assert.InRange(n.Value, 1000, 1400));
    }

    [Fact]
    public void Those_that_only_look_draw_private_ones_too()
    {
        var pool = Pool(count: 10, privates: 0.4);
        var random = new Random(7);

        Assert.Equal(10, Enumerable.Range(0, 1000).Select(_ => pool.DrawAny(random, default).Number).Distinct().Count());
    }

    [Fact]
    public void Private_ones_are_handed_out_once_and_evenly_over_the_load()
    {
        var pool = Pool(count: 100, privates: 0.4);
        var taken = new List<long>();
        for (var percent = 0; percent <= 200; percent++)
        {
            while (pool.TryTake(2, percent / 100.0, out var first)) taken.AddRange([pool.Private(first).Number, pool.Private(first + 1).Number]);
            Assert.InRange(taken.Count, Math.Min(40, percent * 0.4) - 2, Math.Min(40, percent * 0.4));
        }

        Assert.Equal(Enumerable.Range(60, 40).Select(n => (long)n), taken);
    }

    [Fact]
    public void One_that_is_set_aside_is_drawn_no_more()
    {
        var pool = Pool(count: 3, privates: 0);

        Assert.Equal(2, pool.SetAside()!.Value.Number);
        Assert.Equal(1, pool.SetAside()!.Value.Number);
        Assert.Null(pool.SetAside());
        Assert.Equal(0, pool.Draw(new Random(1), default).Number);
    }

    private static EntityPool Pool(int count, double privates) =>
        new(new EntitySpec { Name = "account", PrivateShare = privates }, Enumerable.Range(0, count).Select(n => Value.Of(n)));
}
