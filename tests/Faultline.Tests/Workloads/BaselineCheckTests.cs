using Faultline.Experiments;
using Faultline.Workloads;

namespace Faultline.Tests.Workloads;

public sealed class BaselineCheckTests
{
    private static readonly Noun Account = new("account", "accounts");

    [Fact]
    public async Task What_is_as_it_was_made_passes() => await VerifyAsync(["1", "2"], _ => 100);

    [Fact]
    public async Task What_is_not_is_told_with_what_was_expected_and_found()
    {
        var wrong = await Assert.ThrowsAsync<TargetUnavailableException>(() => VerifyAsync(["17"], _ => 99));

        Assert.Equal("the population is not as it was asked for: account 17 should have 100 and has 99", wrong.Message);
    }

    [Fact]
    public void Few_are_all_read_and_of_many_a_sample_that_the_seed_tells()
    {
        string[] many = [.. Enumerable.Range(0, 10_000).Select(i => $"{i}")];

        Assert.Equal(many[..300], BaselineCheck.Sample(many[..300], new Random(1)));
        var sample = BaselineCheck.Sample(many, new Random(1));
        Assert.InRange(sample.Count, 250, 300);
        Assert.Equal(sample.Distinct(), sample);
        Assert.Equal(sample, BaselineCheck.Sample(many, new Random(1)));
    }

    private static Task VerifyAsync(string[] ids, Func<string, long?> read) => BaselineCheck.VerifyAsync(
        Account, ids, (id, _) => Task.FromResult(read(id)), (_, found) => found == 100 ? null : ("100", $"{found}"), new Observers([]), TestContext.Current.CancellationToken);
}
