using Faultline.Load.Http;

namespace Faultline.Tests.Load.Http;

public sealed class HeaderRulesTests
{
    [Theory]
    [InlineData("Content-Type", "application/json; charset=utf-8")]
    [InlineData("Idempotency-Key", "")]
    [InlineData("X-Name", "Zoë\t日本")]
    [InlineData("host", "shop.example")]
    public void A_header_of_the_users_own_is_accepted(string name, string value) => Assert.Null(HeaderRules.FaultOf(name, value));

    [Theory]
    [InlineData("", "a", "'' cannot be the name of a header")]
    [InlineData("a b", "a", "'a b' cannot be the name of a header")]
    [InlineData("X:", "a", "'X:' cannot be the name of a header")]
    [InlineData("Ä", "a", "'Ä' cannot be the name of a header")]
    [InlineData("X", "a\r\nY: b", "the value of the header X holds a line end or another control character")]
    [InlineData("X", "a\nb", "the value of the header X holds a line end or another control character")]
    [InlineData("X", "a\0", "the value of the header X holds a line end or another control character")]
    [InlineData("X", "a\u007F", "the value of the header X holds a line end or another control character")]
    [InlineData("content-length", "3", "the header content-length is set by the client itself")]
    [InlineData("Transfer-Encoding", "chunked", "the header Transfer-Encoding is set by the client itself")]
    [InlineData("Connection", "close", "the header Connection is set by the client itself")]
    [InlineData("Expect", "100-continue", "the header Expect is set by the client itself")]
    public void What_no_header_may_be_is_told(string name, string value, string fault) => Assert.Equal(fault, HeaderRules.FaultOf(name, value));
}
