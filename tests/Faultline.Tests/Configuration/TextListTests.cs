using Faultline.Configuration;

namespace Faultline.Tests.Configuration;

public class TextListTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("a", "a")]
    [InlineData("a b", "a or b")]
    [InlineData("a b c", "a, b or c")]
    public void Words_are_joined_as_in_a_sentence(string words, string expected) =>
        Assert.Equal(expected, TextList.Of(words.Split(' ', StringSplitOptions.RemoveEmptyEntries), "or"));
}
