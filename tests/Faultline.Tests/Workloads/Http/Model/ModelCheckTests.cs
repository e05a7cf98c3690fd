using Faultline.Tests.Workloads.Http.Files;
using Faultline.Workloads.Http.Model;
using Faultline.Workloads.Http.Model.Checks;
using Faultline.Workloads.Http.Values;

namespace Faultline.Tests.Workloads.Http.Model;

/// <summary>What a file cannot have wrong, since its reader tells it first, and a program can. All else: the tests of files.</summary>
public class ModelCheckTests
{
    private readonly SystemModel _bank = ExperimentText.Read(ExperimentText.BankText).Model;

    [Fact]
    public void A_model_that_is_right_has_no_findings() => Assert.Empty(ModelCheck.Of(_bank));

    [Fact]
    public void Names_that_stand_twice_are_errors_of_the_second()
    {
        var model = _bank with
        {
            Targets = [.. _bank.Targets, _bank.Targets[0] with { }],
            Accounts = [.. _bank.Accounts, _bank.Accounts[0] with { }],
            Entities = [.. _bank.Entities, _bank.Entities[0] with { }],
            Operations = [.. _bank.Operations, _bank.Operations[0] with { }],
        };

        var findings = ModelCheck.Of(model);

        Assert.Equal(
            ["target \"bank\" is declared twice", "account \"balance\" is declared twice", "entity \"account\" is declared twice", "operation \"transfer\" is declared twice"],
            findings.Where(f => f.IsError).Select(f => f.Message));
        Assert.Same(model.Targets[1], findings[0].Part);
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.5)]
    [InlineData(double.NaN)]
    public void A_private_share_is_one(double share) =>
        Assert.Equal("the private share of \"account\" must lie between 0% and 100%", Finding(_bank with { Entities = [_bank.Entities[0] with { PrivateShare = share }] }).Message);

    [Fact]
    public void A_scale_has_an_end() =>
        Assert.Equal("the scale of account \"balance\" must lie between 0 and 12, not 13", Finding(_bank with { Accounts = [_bank.Accounts[0] with { Scale = 13 }, _bank.Accounts[1]] }).Message);

    [Fact]
    public void A_mix_has_scripts() => Assert.Contains("the mix is empty: users would do nothing", ModelCheck.Of(_bank with { Users = _bank.Users with { Mix = [] } }).Select(f => f.Message));

    [Fact]
    public void Money_that_enters_is_told_with_its_decimal_places()
    {
        var transfer = _bank.Operations[0];
        var posts = transfer.Posts.Select(p => p.Account == "balance" && p.Amount.Source[0] == '+' ? p with { Amount = Expression.Parse("$cents + 1230", _bank.Variables) } : p);
        var model = _bank with { Accounts = [_bank.Accounts[0] with { Scale = 2 }, _bank.Accounts[1]], Operations = [transfer with { Posts = [.. posts] }, _bank.Operations[1]] };

        Assert.Equal("transfer moves +12.30 EUR net (cents=5). Nothing is wrong if money enters here; then say conserves: no", Finding(model).Message);
    }

    [Fact]
    public void A_weight_that_hangs_on_an_answer_leaves_the_sum_open()
    {
        var transfer = _bank.Operations[0];
        var model = _bank with
        {
            Accounts = [_bank.Accounts[0] with { Weight = ValueReader.Parse("$.price") }, _bank.Accounts[1]],
            Operations = [transfer with { Posts = [.. transfer.Posts.Skip(1)] }, _bank.Operations[1]],
        };

        Assert.Empty(ModelCheck.Of(model));
    }

    private static ModelFinding Finding(SystemModel model)
    {
        var finding = Assert.Single(ModelCheck.Of(model));
        Assert.True(finding.IsError);
        return finding;
    }
}
