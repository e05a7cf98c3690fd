using Faultline.Load;

namespace Faultline.Tests.Load;

/// <summary>A scenario of one kind, <c>ask</c>, whose iteration is a test's own.</summary>
internal sealed class LambdaScenario(Func<VirtualUser, ValueTask> iterate, TimeSpan pause = default) : IScenario
{
    public IReadOnlyList<string> Kinds => ["ask"];

    public TimeSpan StartDelay(Random random) => TimeSpan.Zero;

    public TimeSpan Pause(Random random) => pause;

    public ValueTask IterateAsync(VirtualUser user) => iterate(user);
}
