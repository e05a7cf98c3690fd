using Faultline.Load;

namespace Faultline.Tests.Load;

public sealed class MachineLimitsTests
{
    private const int UsualPorts = 28_232;

    [Theory]
    [InlineData(1_024, 20, 800)] // what is left beside the tool's own
    [InlineData(256, 20, 32)]
    [InlineData(1_024, 240, 600)] // the caller has left many open
    [InlineData(1_000_000, 60, 21_174)] // three quarters of the ports
    public void Connections_are_bounded_by_descriptors_and_by_ports(long descriptors, int open, int most) =>
        Assert.Equal(most, new MachineLimits(descriptors, open, UsualPorts).MostConnections);

    [Fact]
    public void What_is_too_little_for_any_load_is_told_with_what_it_needs()
    {
        Assert.Equal("this process may have 200 files open (ulimit -n), and a run needs 232", new MachineLimits(200, 20, UsualPorts).Obstacle);
        Assert.Null(new MachineLimits(232, 20, UsualPorts).Obstacle);
    }

    [Fact]
    public void What_is_too_little_for_any_command_is_told()
    {
        Assert.Contains("may have 100 files open (ulimit -n), and the tool needs 160", new MachineLimits(100, 30, UsualPorts).Unfit, StringComparison.Ordinal);
        Assert.Null(new MachineLimits(160, 30, UsualPorts).Unfit);
    }

    [Fact]
    public void Users_who_may_have_to_wait_are_told_of_before_the_load()
    {
        var limits = new MachineLimits(1_024, 20, UsualPorts);

        Assert.Null(limits.Shortage(800, startsServices: true));
        Assert.Equal(
            "1,500 users share 800 connections, since this process may have 1024 files open (ulimit -n). Who finds none free waits, which counts in the latency and as lateness of the generator. Next: ulimit -n 1724 in the shell that starts it, or fewer users",
            limits.Shortage(1_500, startsServices: false));
        Assert.Contains("Services that are started again may have 1024 files open as well", limits.Shortage(1_500, startsServices: true), StringComparison.Ordinal);
        Assert.Contains("28232 local ports", new MachineLimits(1_000_000, 60, UsualPorts).Shortage(50_000, startsServices: false), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Max open files            1024                 4096                 files     ", 1_024)]
    [InlineData("Max open files            unlimited            unlimited            files     ", 1_048_576)]
    [InlineData("Max processes             1                    1                    processes ", 1_048_576)]
    public void The_limit_is_read_as_the_kernel_writes_it(string line, long limit) =>
        Assert.Equal(limit, MachineLimits.DescriptorsOf(["Limit                     Soft Limit           Hard Limit           Units     ", line]));

    [Theory]
    [InlineData("32768\t60999", 28_232)]
    [InlineData("1024 1033", 10)]
    [InlineData("", 28_232)]
    [InlineData("9 8", 28_232)]
    public void The_range_of_ports_is_read_as_the_kernel_writes_it(string line, int ports) => Assert.Equal(ports, MachineLimits.PortsOf([line]));

    [Fact]
    public void This_machine_has_room_for_a_load() => Assert.True(MachineLimits.Read().MostConnections > 100);
}
