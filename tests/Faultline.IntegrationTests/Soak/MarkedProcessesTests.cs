using System.Diagnostics;
using Faultline.Benches.Soak.Commands;
using Faultline.Benches.Soak.Sites;

namespace Faultline.IntegrationTests.Soak;

public sealed class MarkedProcessesTests
{
    [Fact]
    public async Task What_a_marked_process_has_started_is_found_and_ended_and_nothing_else()
    {
        var mark = $"test-{Guid.NewGuid():n}";
        using var other = Start($"{mark}-other", "exec sleep 1000");
        using var child = Start(mark, "sleep 1001 >/dev/null 2>&1 & echo started; wait");
        await child.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        var marked = new MarkedProcesses(mark);
        try
        {
            Assert.Contains(marked.All().Values, line => line == "sleep 1001");
            Assert.DoesNotContain(other.Id, marked.All().Keys);
        }
        finally
        {
            marked.End();
        }

        await child.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.False(other.HasExited);
        other.Kill();
    }

    private static Process Start(string mark, string script)
    {
        var info = new ProcessStartInfo("/bin/sh", ["-c", script]) { RedirectStandardOutput = true };
        info.Environment[Workplace.MarkVariable] = mark;
        return Process.Start(info)!;
    }
}
