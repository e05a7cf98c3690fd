using Faultline.Hosting.State;
using Faultline.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace Faultline.Tests.Hosting;

public sealed class RunLockTests : IDisposable
{
    private const string Shop = "docker:shop";

    private readonly TempFolder _root = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2031, 5, 6, 7, 8, 9, TimeSpan.Zero));

    private StateFolder State => new(_root.Path);

    public void Dispose() => _root.Dispose();

    [Fact]
    public void A_second_run_is_refused_and_told_who_holds_it()
    {
        using var first = Acquire("stress run");
        var error = Assert.Throws<HostUnavailableException>(() => Acquire("heal"));
        Assert.Equal(
            $"the system {Shop} is busy: stress run, pid {Environment.ProcessId}, since 2031-05-06 07:08:09 UTC",
            error.Message);
        Assert.NotNull(error.Hint);
    }

    [Fact]
    public void It_is_free_after_its_release()
    {
        Acquire("one").Dispose();
        Assert.False(RunLock.IsHeld(Shop, State));
        Acquire("two").Dispose();
    }

    [Fact]
    public void A_second_release_takes_nothing_from_the_next_holder()
    {
        var first = Acquire("one");
        first.Dispose();
        using var second = Acquire("two");
        first.Dispose();
        Assert.Contains("two", Assert.Throws<HostUnavailableException>(() => Acquire("three")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_held_until_released()
    {
        Assert.False(RunLock.IsHeld(Shop, State));
        using (Acquire("one"))
            Assert.True(RunLock.IsHeld(Shop, State));
        Assert.False(RunLock.IsHeld(Shop, State));
    }

    [Fact]
    public void Its_holder_is_known_while_it_is_held()
    {
        var holder = Path.Combine(State.For(Shop), "lock.json");
        File.WriteAllText(holder, """{"Pid":1,"Purpose":"old","Since":"2031-05-06T07:08:09+00:00"}""");
        Assert.Null(RunLock.Holder(Shop, State)?.Pid);
        using var held = Acquire("one");
        Assert.Equal(Environment.ProcessId, RunLock.Holder(Shop, State)?.Pid);
        File.WriteAllText(holder, $$"""{"Pid":{{Environment.ProcessId}},"Purpose":"old, of another process with this id","Since":"2031-05-06T07:08:09+00:00","Started":1}""");
        Assert.Null(RunLock.Holder(Shop, State)?.Pid);
        File.Delete(holder);
        Assert.Null(RunLock.Holder(Shop, State)?.Pid);
    }

    [Fact]
    public void Asking_creates_no_folder()
    {
        RunLock.IsHeld(Shop, State);
        Assert.Empty(Directory.GetFileSystemEntries(_root.Path));
    }

    [Fact]
    public void Systems_are_locked_each_for_itself()
    {
        using var first = Acquire("one");
        using var other = RunLock.Acquire("docker:bank", "two", _time, State);
        Assert.True(RunLock.IsHeld("docker:bank", State));
    }

    [Fact]
    public void What_a_dead_holder_left_behind_is_no_lock()
    {
        var holder = Path.Combine(State.For(Shop), "lock.json");
        File.WriteAllText(holder, """{"Pid":1,"Purpose":"old","Since":"2031-05-06T07:08:09+00:00"}""");
        Assert.False(RunLock.IsHeld(Shop, State));
        Acquire("new").Dispose();
        Assert.False(File.Exists(holder));
    }

    [Fact]
    public void A_holder_that_has_not_told_its_name_is_busy_all_the_same()
    {
        using var first = Acquire("one");
        File.Delete(Path.Combine(State.For(Shop), "lock.json"));
        var error = Assert.Throws<HostUnavailableException>(() => Acquire("two"));
        Assert.Equal($"the system {Shop} is busy", error.Message);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("")]
    public void A_holder_whose_name_cannot_be_read_is_busy_and_the_file_is_told(string content)
    {
        using var first = Acquire("one");
        var file = Path.Combine(State.For(Shop), "lock.json");
        File.WriteAllText(file, content);
        Assert.Contains(file, Assert.Throws<HostUnavailableException>(() => Acquire("two")).Message, StringComparison.Ordinal);
        Assert.Contains(file, Assert.Throws<HostUnavailableException>(() => RunLock.Holder(Shop, State)).Message, StringComparison.Ordinal);
    }

    private RunLock Acquire(string purpose) => RunLock.Acquire(Shop, purpose, _time, State);
}
