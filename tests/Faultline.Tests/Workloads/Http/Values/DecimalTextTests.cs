using System.Globalization;
using System.Numerics;
using System.Text;
using CsCheck;
using Faultline.Workloads.Http.Values;

namespace Faultline.Tests.Workloads.Http.Values;

public sealed class DecimalTextTests
{
    [Theory]
    [InlineData("12.30", 2, 1230L)]
    [InlineData("12.345", 2, null)]
    [InlineData("12.340", 2, 1234L)]
    [InlineData("12", 2, 1200L)]
    [InlineData("-0.01", 2, -1L)]
    [InlineData("+5", 0, 5L)]
    [InlineData("007", 0, 7L)]
    [InlineData("9007199254740993", 0, 9007199254740993L)]
    [InlineData("90071992547409.93", 2, 9007199254740993L)]
    [InlineData("9223372036854775807", 0, long.MaxValue)]
    [InlineData("9223372036854775808", 0, null)]
    [InlineData("-9223372036854775808", 0, long.MinValue)]
    [InlineData("-9223372036854775809", 0, null)]
    [InlineData("99999999999999999999", 0, null)]
    [InlineData("1e3", 0, 1000L)]
    [InlineData("1.5E+1", 0, 15L)]
    [InlineData("1500e-2", 0, 15L)]
    [InlineData("15e-1", 0, null)]
    [InlineData("1e18", 0, 1_000_000_000_000_000_000L)]
    [InlineData("1e19", 0, null)]
    [InlineData("1e999999999999999999999999", 0, null)]
    [InlineData("1e-999999999999999999999999", 0, null)]
    [InlineData("0e999999999999999999999999", 0, 0L)]
    [InlineData("0.000", 0, 0L)]
    [InlineData("-0", 0, 0L)]
    [InlineData("", 0, null)]
    [InlineData("-", 0, null)]
    [InlineData(".5", 1, null)]
    [InlineData("5.", 1, null)]
    [InlineData("1e", 0, null)]
    [InlineData("1 000", 0, null)]
    [InlineData("1,000", 0, null)]
    [InlineData("0x10", 0, null)]
    [InlineData("NaN", 0, null)]
    public void A_number_is_read_exactly_or_not_at_all(string text, int scale, long? number) =>
        Assert.Equal(number, DecimalText.Read(Encoding.UTF8.GetBytes(text), scale));

    [Fact]
    public void Digits_without_end_are_read_without_an_exception()
    {
        Assert.Equal(7, DecimalText.Read(Encoding.UTF8.GetBytes(new string('0', 1_000_000) + "7"), 0));
        Assert.Equal(7, DecimalText.Read(Encoding.UTF8.GetBytes("7." + new string('0', 1_000_000)), 0));
        Assert.Equal(7, DecimalText.Read(Encoding.UTF8.GetBytes("7" + new string('0', 1_000_000) + "e-1000000"), 0));
        Assert.Null(DecimalText.Read(Encoding.UTF8.GetBytes(new string('9', 1_000_000)), 0));
    }

    [Fact]
    public void It_agrees_with_arithmetic_without_bounds() => Gen.Select(Gen.Long, Gen.Int[0, 18], Gen.Int[-25, 25], Gen.Int[0, 18]).Sample((digits, places, exponent, scale) =>
    {
        var sign = digits < 0 ? "-" : "";
        var all = BigInteger.Abs(digits).ToString(CultureInfo.InvariantCulture).PadLeft(places + 1, '0');
        var text = sign + all[..^places] + (places > 0 ? "." + all[^places..] : "") + string.Create(CultureInfo.InvariantCulture, $"e{exponent}");
        var shift = exponent - places + scale;
        var numerator = new BigInteger(digits) * BigInteger.Pow(10, Math.Max(0, shift));
        var whole = BigInteger.DivRem(numerator, BigInteger.Pow(10, Math.Max(0, -shift)), out var rest);
        long? expected = rest.IsZero && whole >= long.MinValue && whole <= long.MaxValue ? (long)whole : null;

        Assert.Equal(expected, DecimalText.Read(Encoding.UTF8.GetBytes(text), scale));
    }, iter: 20_000);
}
