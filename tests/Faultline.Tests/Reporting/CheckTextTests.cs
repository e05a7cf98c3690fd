using Faultline.Checking;
using Faultline.Reporting;

namespace Faultline.Tests.Reporting;

public sealed class CheckTextTests
{
    [Theory]
    [InlineData(Validity.Valid, "✓ valid", "All is healed.")]
    [InlineData(Validity.Unknown, "? unknown", "One is not. Nor is another.")]
    [InlineData(Validity.Invalid, "✗ invalid", "One is not. Nor is another.")]
    public void A_check_tells_what_holds_or_why_it_does_not(Validity result, string word, string why)
    {
        var check = Check("faults-healed", result);

        Assert.Equal((word, why), (CheckText.Result(check), CheckText.Why(check)));
    }

    [Fact]
    public void All_checks_stand_in_one_line_by_name() =>
        Assert.Equal("✓ books, ? blind-spot, ✗ p99", CheckText.Line([Check("books", Validity.Valid), Check("blind-spot", Validity.Unknown), Check("p99", Validity.Invalid)]));

    private static CheckResult Check(string name, Validity result) =>
        new(name, CheckClass.Data, "All is healed.", result) { Reasons = ["One is not.", "Nor is another."] };
}
