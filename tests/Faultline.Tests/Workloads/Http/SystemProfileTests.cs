using Faultline.Workloads.Http;

namespace Faultline.Tests.Workloads.Http;

public sealed class SystemProfileTests
{
    [Theory]
    [InlineData("bank", "bank")]
    [InlineData("Bank transfers (EUR)", "bank-transfers-eur")]
    [InlineData("銀行", "http")]
    public void Runs_know_each_other_by_the_name_of_their_system(string name, string workload)
    {
        using var system = new PlannedSystem(WrittenModel.Bank(new Uri("http://127.0.0.1:9")) with { Name = name });

        Assert.Equal(workload, SystemProfile.Of(system.Plan).Name);
    }
}
