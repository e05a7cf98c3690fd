using Faultline.Workloads;

namespace Faultline.Tests.Workloads;

public sealed class StrangeIdsTests
{
    [Theory]
    [InlineData("17", "^1[5-9][0-9]{8}$|^2[01][0-9]{8}$")]
    [InlineData("edbeb2c5-aa63-4208-92be-008b5b823e9d", "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$")]
    [InlineData("ORD.1a~2-Zz", "^OR[A-F]\\.[0-9][a-f]~[0-9]-ZZ?z[12][0-9]{9}$")]
    public void Strange_ids_have_the_form_of_the_one_that_is_known(string id, string form)
    {
        foreach (var strange in StrangeIds.Like(id))
        {
            Assert.Matches(form, strange);
            Assert.NotEqual(id, strange);
        }
    }
}
