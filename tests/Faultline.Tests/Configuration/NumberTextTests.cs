using System.Globalization;
using Faultline.Configuration;

namespace Faultline.Tests.Configuration;

public sealed class NumberTextTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("5", 5)]
    [InlineData("-1.25", -1.25)]
    [InlineData("0.5", 0.5)]
    [InlineData("1e3", 1000)]
    [InlineData("2.5E-1", 0.25)]
    public void What_json_calls_a_number_is_one(string text, double number) => Assert.Equal(number, NumberText.Number(text));

    [Theory]
    [InlineData("")]
    [InlineData("0,5")]
    [InlineData("1,000")]
    [InlineData(" 5")]
    [InlineData("5 ")]
    [InlineData("5\n")]
    [InlineData("+5")]
    [InlineData("5_000")]
    [InlineData("007")]
    [InlineData(".5")]
    [InlineData("5.")]
    [InlineData("0x10")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("1e999")]
    [InlineData("٥")]
    public void Everything_else_is_none(string text)
    {
        Assert.Null(NumberText.Number(text));
        Assert.Null(NumberText.Whole(text));
    }

    [Theory]
    [InlineData("1e3", 1000)]
    [InlineData("2.0", 2)]
    [InlineData("-3", -3)]
    [InlineData("0.5", null)]
    [InlineData("2147483648", null)]
    public void A_whole_number_has_no_fraction_and_32_bits(string text, int? number) => Assert.Equal(number, NumberText.Whole(text));

    [Fact]
    public void The_language_of_the_machine_changes_nothing()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NumberDecimalSeparator = ",", NumberGroupSeparator = "." } };
            Assert.Equal((0.5, null), (NumberText.Number("0.5"), NumberText.Number("0,5")));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
