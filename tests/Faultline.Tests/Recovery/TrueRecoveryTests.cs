using Faultline.Histories;

namespace Faultline.Tests.Recovery;

/// <summary>What is told of a recovery against what is known to be true of it.</summary>
public sealed class TrueRecoveryTests
{
    private const int Seeds = 20;
    private const double Tolerance = 0.2;

    public static TheoryData<string> Names => [.. TrueRecovery.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Times_are_told_as_they_are(string name)
    {
        var timeline = TrueRecovery.All[name];
        var off = timeline.Faults.Select(_ => new List<double>()).ToArray();
        for (var seed = 0; seed < Seeds; seed++)
        {
            var recoveries = await timeline.MeasureAsync(timeline.Run(seed));
            foreach (var (i, (fault, steady)) in timeline.Faults.Index())
            {
                var told = recoveries[i];
                Assert.Equal((fault.ReadyAt - fault.DiedAt)!.Value, told.Downtime);
                if (!name.StartsWith("no effect", StringComparison.Ordinal)) Assert.InRange(told.TimeToImpact!.Value.TotalSeconds, 0, Tolerance + 0.01);
                Assert.InRange((told.FirstSuccessAt - fault.ReadyAt)!.Value.TotalSeconds, 0, Tolerance + 0.5);
                Assert.Equal(steady is null, told.SteadyAt is null);
                if (steady is { } at) off[i].Add(told.SteadyAt!.Value.TotalSeconds - at);
            }
        }

        // Five seconds in which nothing lies outside of what chance explains: now and then it strikes one of them.
        foreach (var of in off.Where(of => of.Count > 0))
        {
            TestContext.Current.SendDiagnosticMessage($"{name}: {string.Join(" ", of.Select(o => $"{o:0.00}"))}");
            Assert.InRange(of.Count(o => Math.Abs(o) <= Tolerance + 1e-9), Seeds * 9 / 10, Seeds);
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
            TestContext.Current.SendDiagnosticMessage($"{name}: {sum}");
            Assert.InRange(sum.Refused, sum.TrulyRefused * 0.97 - Seeds, sum.TrulyRefused * 1.03 + Seeds);
            Assert.InRange(sum.Lost, sum.TrulyLost * 0.95 - Seeds, sum.TrulyLost * 1.05 + Seeds);
        }
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
