using Faultline.Hosting.Machine;
using Faultline.Hosting;

namespace Faultline.Tests.Hosting;

public sealed class ProcessStatTests
{
    private const string Tail = " 1 42 42 0 -1 4194560 106 0 0 0 0 0 0 0 20 0 1 0 8675309 2838528 231 18446744073709551615";

    [Theory]
    [InlineData("sleep", 'S')]
    [InlineData("a) b", 'R')]
    [InlineData(") Z 1 2 3", 'S')]
    [InlineData("(x))", 'T')]
    [InlineData("", 'Z')]
    [InlineData("line\nfeed", 'D')]
    public void State_and_start_time_are_read_whatever_the_name(string name, char state) =>
        Assert.Equal(new ProcessStat(state, 8675309), ProcessStat.Parse($"42 ({name}) {state}{Tail}\n"));

    [Theory]
    [InlineData("")]
    [InlineData("42 (sleep")]
    [InlineData("42 (sleep) S 1 42")]
    [InlineData("42 (sleep) S 1 42 42 0 -1 4194560 106 0 0 0 0 0 0 0 20 0 1 0 soon 2838528")]
    public void What_is_no_such_line_is_nothing(string line) => Assert.Null(ProcessStat.Parse(line));

    public static TheoryData<Exception> NoProcess => [new FileNotFoundException(), new DirectoryNotFoundException(), new IOException("No such process", 3), new UnauthorizedAccessException()];

    [Theory]
    [MemberData(nameof(NoProcess))]
    public void A_process_without_such_a_file_has_ended(Exception e) => Assert.Null(ProcessStat.Read(42, _ => throw e));

    [Fact]
    public void A_file_that_cannot_be_read_for_another_reason_says_nothing_of_the_process()
    {
        var error = Assert.Throws<HostUnavailableException>(() => ProcessStat.Read(42, _ => throw new IOException("Too many open files", 24)));

        Assert.Contains("/proc/42/stat", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void This_process_runs()
    {
        var identity = ProcessIdentity.Of(Environment.ProcessId);

        Assert.Equal(InstanceState.Running, identity?.State());
    }

    [Fact]
    public void Another_start_time_is_another_process_that_has_exited()
    {
        var identity = ProcessIdentity.Of(Environment.ProcessId)!.Value;

        Assert.Equal(InstanceState.Exited, (identity with { StartTime = identity.StartTime - 1 }).State());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    public void A_pid_that_nobody_has_is_no_process(int pid)
    {
        Assert.Null(ProcessIdentity.Of(pid));
        Assert.Equal(InstanceState.Exited, new ProcessIdentity(pid, 1).State());
    }
}
