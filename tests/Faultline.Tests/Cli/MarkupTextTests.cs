using Faultline.Cli.Terminal;
using Faultline.Experiments.Phases;
using Faultline.Experiments;
using Faultline.Faults;
using Faultline.Load;
using Faultline.Load.Models;
using Faultline.Tests.Reporting;
using Spectre.Console;

namespace Faultline.Tests.Cli;

public sealed class MarkupTextTests : IDisposable
{
    private const string Markup = "[red]a[/] [[b]] [/] [link=http://x]c";
    private readonly StringWriter _written = new();

    public void Dispose() => _written.Dispose();

    [Fact]
    public void Markup_in_a_text_is_text()
    {
        var console = Console(AnsiSupport.No);
        console.MarkupLine(MarkupText.Line(Markup));
        console.MarkupLine(MarkupText.Cell(Markup));

        Assert.Equal([Markup, Markup], _written.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void A_cell_is_short_and_a_line_is_not_endless()
    {
        var endless = new string('[', 2_000_000);

        Assert.InRange(Spectre.Console.Markup.Remove(MarkupText.Cell(endless)).Length, MarkupText.LongestCell, MarkupText.LongestCell + 50);
        Assert.InRange(Spectre.Console.Markup.Remove(MarkupText.Line(endless)).Length, ToldText.LongestLine, ToldText.LongestLine + 50);
    }

    [Fact]
    public void A_result_is_only_text()
    {
        new ResultText(Console(AnsiSupport.No)).Write(
            new FinishedRun(SampleRuns.OfHostileTexts(), RunFolder.Create(Path.GetTempPath(), "hostile", SampleRuns.Start)));

        Assert.Contains("document.title", _written.ToString(), StringComparison.Ordinal);
        HostileText.MustNotBeIn(_written.ToString());
    }

    [Fact]
    public async Task The_live_view_draws_only_text()
    {
        var experiment = new Experiment
        {
            Name = "a", Load = new LoadPlan { Model = new ClosedModel(1, 1), Runtime = TimeSpan.FromSeconds(1) }, Faults = FaultPlan.None,
        };
        await using (var view = new LiveView(Console(AnsiSupport.Yes), experiment, host: null, TimeProvider.System))
        {
            view.PhaseStarted(RunPhase.Populate, SampleRuns.Hostile + Markup);
            view.Planned(SampleRuns.Hostile);
            view.FaultChanged("x\ny" + SampleRuns.Hostile);
            view.Warned(new string('x', 2_000_000));
            view.Told(SampleRuns.Hostile);
        }

        // What the console itself draws with begins with the same sign; hostile is what follows it.
        var drawn = _written.ToString();
        Assert.Contains("document.title", drawn, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b[2J\u0007", drawn, StringComparison.Ordinal);
        HostileText.MustNotBeIn(drawn.Replace("\u001b", "", StringComparison.Ordinal));
        Assert.InRange(drawn.Length, 500, 20_000);
    }

    private IAnsiConsole Console(AnsiSupport ansi)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(_written), Ansi = ansi, ColorSystem = ColorSystemSupport.NoColors, Interactive = InteractionSupport.No,
        });
        console.Profile.Width = 200;
        return console;
    }
}
