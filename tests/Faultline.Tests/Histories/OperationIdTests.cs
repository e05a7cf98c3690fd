using Faultline.Histories;

namespace Faultline.Tests.Histories;

public sealed class OperationIdTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, (1L << 40) - 1)]
    [InlineData(1, 7)]
    [InlineData(OperationId.MostAgents - 1, (1L << 48) - 1)]
    public void An_id_tells_its_agent_and_number(int agent, long number)
    {
        var id = OperationId.Of(agent, number);

        Assert.True(id >= 0);
        Assert.Equal((agent, number), (OperationId.Agent(id), OperationId.Number(id)));
    }

    [Fact]
    public void Without_agents_an_id_is_a_number() => Assert.Equal(4711, OperationId.Of(0, 4711));
}
