using Faultline.Reporting;

namespace Faultline.Tests.Reporting;

public sealed class TradeTextTests
{
    [Theory]
    [InlineData("checkout", "checkout")]
    [InlineData("Payment order", "payment-order")]
    [InlineData("../../etc/passwd", "etc-passwd")]
    [InlineData("Überweisung", "berweisung")]
    [InlineData("", "other")]
    [InlineData("///", "other")]
    public void A_word_in_a_name_of_a_file_is_letters_digits_and_hyphens(string word, string slug) => Assert.Equal(slug, TradeText.Slug(word));

    [Fact]
    public void A_word_of_any_length_is_cut_and_on_one_line()
    {
        Assert.True(TradeText.Word(new string('x', 1_000)).Length < 100);
        Assert.DoesNotContain('\n', TradeText.Word("a\nb"));
    }

    [Theory]
    [InlineData(null, null, "")]
    [InlineData("saga", null, "saga")]
    [InlineData("saga", "lost-ack", "saga with the bug lost-ack")]
    public void A_variant_is_told_with_its_bug(string? variant, string? bug, string text) => Assert.Equal(text, TradeText.Variant(variant, bug));
}
