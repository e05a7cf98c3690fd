using Faultline.Cli;
using Faultline.Cli.Terminal;
using Faultline.Configuration;
using Faultline.Experiments;
using Faultline.Hosting;
using Faultline.Tests.Reporting;

namespace Faultline.Tests.Cli;

public sealed class ToldWriterTests : IDisposable
{
    private readonly StringWriter _written = new() { NewLine = "\n" };
    private readonly ToldWriter _writer;

    public ToldWriterTests() => _writer = new ToldWriter(_written);

    public void Dispose()
    {
        _writer.Dispose();
        _written.Dispose();
    }

    [Fact]
    public void A_line_is_one_line_of_text()
    {
        _writer.WriteLine($"warning: {SampleRuns.Hostile}\r\nerror: forged");
        _writer.WriteLine(new string('x', 2_000_000));
        _writer.WriteLine();
        _writer.WriteLine((object)"\u001b[2J");

        var lines = _written.ToString().Split('\n');
        Assert.Equal(5, lines.Length);
        Assert.EndsWith("␍␊error: forged", lines[0], StringComparison.Ordinal);
        Assert.EndsWith("… (2,000,000 characters)", lines[1], StringComparison.Ordinal);
        Assert.InRange(lines[1].Length, ToldText.LongestLine, ToldText.LongestLine + 50);
        Assert.Equal(("", "␛[2J"), (lines[2], lines[3]));
        HostileText.MustNotBeIn(_written.ToString());
    }

    [Fact]
    public void What_is_written_in_pieces_keeps_its_lines_and_is_only_text()
    {
        _writer.Write("a\n\u001bb");
        _writer.Write('\u0007');
        _writer.Write(['\u202e', '\n'], 0, 2);

        Assert.Equal("a\n␛b␇\uFFFD\n", _written.ToString());
    }

    public static TheoryData<Exception> Errors => new()
    {
        new ConfigurationException(new ConfigurationError($"a{SampleRuns.Hostile}\n", $"b{SampleRuns.Hostile}\n", 1, 1, $"c{SampleRuns.Hostile}\n", $"d{SampleRuns.Hostile}\n")),
        new HostUnavailableException($"a{SampleRuns.Hostile}\n", $"b{SampleRuns.Hostile}\n"),
        new TargetUnavailableException($"a{SampleRuns.Hostile}\n", $"b{SampleRuns.Hostile}\n"),
        new InvalidOperationException($"a{SampleRuns.Hostile}\nhttp://user:secret@shop"),
    };

    [Theory]
    [MemberData(nameof(Errors))]
    public void An_error_is_only_text(Exception error)
    {
        ErrorText.Write(error, _writer, verbose: true);

        HostileText.MustNotBeIn(_written.ToString());
        Assert.DoesNotContain("secret", _written.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_plain_view_is_only_text()
    {
        await using var view = new PlainView(_writer, TimeProvider.System);
        view.PhaseStarted(RunPhase.Load, SampleRuns.Hostile);
        view.Planned(SampleRuns.Hostile);
        view.FaultChanged(SampleRuns.Hostile + "\n");
        view.Warned(new string('x', 2_000_000));
        view.Told(SampleRuns.Hostile);

        HostileText.MustNotBeIn(_written.ToString());
        Assert.Equal(6, _written.ToString().Split('\n').Length);
        Assert.InRange(_written.ToString().Length, 4_000, 6_000);
    }
}
