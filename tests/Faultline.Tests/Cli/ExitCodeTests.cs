using Faultline.Checking;
using Faultline.Cli.Common;

namespace Faultline.Tests.Cli;

public sealed class ExitCodeTests
{
    [Theory]
    [InlineData(Validity.Valid, Validity.Valid, 0)]
    [InlineData(Validity.Valid, Validity.Invalid, 3)]
    [InlineData(Validity.Valid, Validity.Unknown, 3)]
    [InlineData(Validity.Unknown, Validity.Valid, 2)]
    [InlineData(Validity.Unknown, Validity.Invalid, 2)]
    [InlineData(Validity.Invalid, Validity.Valid, 1)]
    [InlineData(Validity.Invalid, Validity.Invalid, 1)]
    public void A_verdict_has_its_code_and_a_rule_changes_only_that_of_a_consistent_run(Validity data, Validity rule, int code) =>
        Assert.Equal(code, ExitCode.For(Of(data, rule)));

    [Fact]
    public void Several_runs_have_the_code_of_the_worst_and_one_rule_is_enough()
    {
        var (good, broken, undetermined, inconsistent) = (
            Of(Validity.Valid, Validity.Valid), Of(Validity.Valid, Validity.Invalid), Of(Validity.Unknown, Validity.Valid), Of(Validity.Invalid, Validity.Valid));

        Assert.Equal(0, ExitCode.For(good, good));
        Assert.Equal(3, ExitCode.For(good, broken));
        Assert.Equal(2, ExitCode.For(broken, undetermined, good));
        Assert.Equal(1, ExitCode.For(broken, undetermined, inconsistent));
    }

    private static Verdict Of(Validity data, Validity rule) => Verdict.Of(
    [
        new CheckResult("books", CheckClass.Data, "The books agree.", data) { Reasons = ["So it is."] },
        new CheckResult("latency-p99", CheckClass.Rule, "It was fast.", rule) { Reasons = ["So it was."] },
    ]);
}
