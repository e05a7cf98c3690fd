using Faultline.Histories;

namespace Faultline.Tests.Recovery;

/// <summary>What is told of a recovery against what is known to be true of it.</summary>
public sealed class TrueRecoveryTests
{
    private const int Seeds = 20;

    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(0.2);

    public static TheoryData<string> Names => [.. TrueRecovery.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Times_are_told_as_they_are(string name)
    {
        var timeline = TrueRecovery.All[name];
        for (var seed = 0; seed < Seeds; seed++)
        {
            var history = timeline.Run(seed);
            var recoveries = await timeline.MeasureAsync(history);
            foreach (var (i, (fault, steady)) in timeline.Faults.Index())
            {
                var (told, path) = (recoveries[i], history.Where(o => SimulatedLoad.Reaches(o.Kind, fault.Service)).ToList());
                var hurt = path.Where(o => !Served(o)).Select(o => (TimeSpan?)o.Completed).FirstOrDefault(at => at >= fault.CalledAt);
                Assert.Equal(fault.ReadyAt - fault.DiedAt, told.Downtime);
                AssertNear(hurt, told.FirstFailureAt);
                AssertNear(path.First(o => o.Outcome == Outcome.Ok && o.Sent >= fault.HealedAt).Completed, told.FirstSuccessAt);
                AssertNear(steady is { } at ? TimeSpan.FromSeconds(at) : null, told.SteadyAt);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Requests_lost_are_told_as_they_are(string name)
    {
        var timeline = TrueRecovery.All[name];
        var sums = timeline.Faults.Select(_ => new Sum()).ToArray();
        for (var seed = 0; seed < Seeds; seed++)
        {
            var (with, without) = (timeline.Run(seed), timeline.RunWithoutFaults(seed));
            var recoveries = await timeline.MeasureAsync(with);
            foreach (var (i, (fault, steady)) in timeline.Faults.Index())
            {
                if (steady is null)
                {
                    Assert.Equal((null, null), (recoveries[i].RequestsLost, recoveries[i].RequestsRefused));
                    continue;
                }

                var refused = Of(with, Refused).Count();
                sums[i].Lost += recoveries[i].RequestsLost!.Value;
                sums[i].TrulyLost += Of(without, Served).Count() - Of(with, Served).Count() - refused;
                sums[i].Refused += recoveries[i].RequestsRefused!.Value;
                sums[i].TrulyRefused += refused;

                IEnumerable<Operation> Of(IReadOnlyList<Operation> history, Func<Operation, bool> which) => history.Where(o =>
                    which(o) && SimulatedLoad.Reaches(o.Kind, fault.Service)
                    && o.Intended.TotalSeconds >= fault.CalledAt!.Value.TotalSeconds - 1 && o.Intended.TotalSeconds < steady + 5);
            }
        }

        foreach (var sum in sums)
        {
            Assert.InRange(sum.Refused, sum.TrulyRefused * 0.97 - Seeds, sum.TrulyRefused * 1.03 + Seeds);
            Assert.InRange(sum.Lost, sum.TrulyLost * 0.95 - Seeds, sum.TrulyLost * 1.05 + Seeds);
        }
    }

    private static void AssertNear(TimeSpan? truth, TimeSpan? told)
    {
        Assert.Equal(truth is null, told is null);
        if (truth is { } at) Assert.InRange(told!.Value, at - Tolerance, at + Tolerance);
    }

    private static bool Served(Operation operation) => operation.Outcome == Outcome.Ok || operation.Answer == Answer.SoldOut.Text;

    private static bool Refused(Operation operation) => operation.Answer == Answer.RequestsError.Text;

    private sealed record Sum
    {
        public double Lost { get; set; }

        public double TrulyLost { get; set; }

        public double Refused { get; set; }

        public double TrulyRefused { get; set; }
    }
}
