using Faultline.Histories;

namespace Faultline.Tests.Histories;

public sealed class ReadValueTests
{
    [Fact]
    public void A_number_is_no_text_and_nothing_is_neither()
    {
        Assert.Equal((7, null), (((ReadValue)7L).Number, ((ReadValue)7L).Text));
        Assert.Equal((null, null), (default(ReadValue).Number, default(ReadValue).Text));
    }

    [Fact]
    public void A_long_text_is_cut_between_two_characters()
    {
        Assert.Equal(new string('x', 128), new ReadValue(new string('x', 129)).Text);
        Assert.Equal(new string('x', 127), new ReadValue(new string('x', 127) + "🧾").Text);
    }
}
