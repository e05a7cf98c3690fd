using Faultline.Experiments;
using Faultline.Experiments.Phases;
using Faultline.Tests.Histories;
using Faultline.Tests.Reporting;

namespace Faultline.Tests.Experiments.Phases;

public sealed class RunLogTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Whatever_a_server_said_is_one_line_of_text()
    {
        var path = Path.Combine(_folder.Path, "run.log");
        using (var log = new RunLog(path, TimeProvider.System))
        {
            log.Warned($"a{SampleRuns.HostileMarks}\nb http://user:secret@shop");
            log.FaultChanged(new string('x', 2_000_000));
            log.Noted("plain");
        }

        var lines = File.ReadAllLines(path);
        Assert.Equal(3, lines.Length);
        Assert.Contains("Z warning: a␛[2J␇", lines[0], StringComparison.Ordinal);
        Assert.EndsWith("␊b http://***@shop", lines[0], StringComparison.Ordinal);
        Assert.InRange(lines[1].Length, ToldText.LongestLine, ToldText.LongestLine + 100);
        Assert.EndsWith("Z plain", lines[2], StringComparison.Ordinal);
        HostileText.MustNotBeIn(File.ReadAllText(path));
    }
}
