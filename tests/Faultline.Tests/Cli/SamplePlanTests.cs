using Bank;
using Faultline.Cli.Bank;
using Faultline.Cli.Samples;
using Faultline.Cli.Shop;
using Shop;

namespace Faultline.Tests.Cli;

public sealed class SamplePlanTests
{
    [Fact]
    public void A_bank_is_a_ledger_and_the_bank_before_it()
    {
        var processes = new BankPlan("/folder", Port: null) { Bug = BankBug.HalfTransfer }.Processes;

        Assert.Equal([("ledger-1", "ledger"), ("bank-1", "bank")], processes.Select(p => (p.Instance, p.Store)));
        Assert.Equal("sample serve-bank ledger --bug half-transfer --step-delay 0", Arguments(processes[0]));
        Assert.Equal("sample serve-bank bank --bug half-transfer --step-delay 0 --ledger http://ledger-1", Arguments(processes[1]));
    }

    [Fact]
    public void A_shop_is_its_replicas_and_the_gateway_before_them()
    {
        var processes = new ShopPlan("/folder", CheckoutMode.Saga, Replicas: 2, Port: null, TimeSpan.FromMilliseconds(300)).Processes;

        Assert.Equal(
            ["order-service-1", "order-service-2", "stock-service-1", "stock-service-2", "payment-service-1", "payment-service-2", "gateway-1"],
            processes.Select(p => p.Instance));
        Assert.Equal(["order", "stock", "payment"], processes.Select(p => p.Store).OfType<string>().Distinct());
        Assert.Equal("shop serve order --checkout saga --step-delay 300 --gateway http://gateway-1", Arguments(processes[0]));
        Assert.EndsWith("--backend payment=http://payment-service-1 --backend payment=http://payment-service-2", Arguments(processes[^1]), StringComparison.Ordinal);
    }

    [Fact]
    public void Each_folder_and_each_sample_has_a_project_of_its_own()
    {
        string[] projects = [SamplePlan.ProjectOf("shop", "/a"), SamplePlan.ProjectOf("bank", "/a"), SamplePlan.ProjectOf("bank", "/b")];

        Assert.Equal(3, projects.Distinct().Count());
        Assert.StartsWith("faultline-bank-", projects[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Bugs_of_the_bank_have_short_names() => Assert.Equal(["half-transfer", "double", "lost-update"], BankPlan.Bugs.Keys);

    private static string Arguments(SampleProcess process) => string.Join(' ', process.Arguments((service, number) => $"http://{service}-{number}"));
}
