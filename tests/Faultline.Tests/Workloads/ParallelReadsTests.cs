using Faultline.Experiments;
using Faultline.Workloads;
using Faultline.Workloads.Shop;

namespace Faultline.Tests.Workloads;

public sealed class ParallelReadsTests
{
    [Fact]
    public async Task Every_entity_is_read_once()
    {
        var read = 0;

        var results = await ReadAsync(1_000, id =>
        {
            Interlocked.Increment(ref read);
            return id + "!";
        });

        Assert.Equal(1_000, read);
        Assert.All(results, r => Assert.Equal(r.Key + "!", r.Value));
    }

    [Fact]
    public async Task A_shop_that_is_gone_is_not_asked_for_everything_and_all_counts_as_not_answered()
    {
        var asked = 0;

        var results = await ReadAsync(50_000, _ =>
        {
            Interlocked.Increment(ref asked);
            return null;
        });

        Assert.Equal(50_000, results.Count);
        Assert.All(results, r => Assert.Null(r.Value));
        Assert.InRange(asked, 1, 200);
    }

    [Fact]
    public async Task Entities_that_are_not_answered_here_and_there_do_not_end_the_reading()
    {
        var results = await ReadAsync(5_000, id => id.EndsWith('7') ? null : id);

        Assert.Equal(500, results.Values.Count(v => v is null));
    }

    private static Task<Dictionary<string, string?>> ReadAsync(int count, Func<string, string?> read) => ParallelReads.ReadAsync(
        new NumberedIds(count), (id, _) => Task.FromResult(read(id)), "reading", new Observers([]), TestContext.Current.CancellationToken);
}
