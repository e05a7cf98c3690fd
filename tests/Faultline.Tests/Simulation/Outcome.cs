using System.Globalization;
using System.Text;

namespace Faultline.Tests.Simulation;

/// <summary>An invocation as it was played.</summary>
/// <param name="Name">What it was to do.</param>
/// <param name="Life">Its steps.</param>
/// <param name="Happened">What else happened, each just before a step.</param>
/// <param name="Ending">What it ended with, if not in order.</param>
internal sealed record PlayedLife(string Name, ToolLife Life, IReadOnlyList<(int Step, string What)> Happened, string? Ending);

/// <summary>What became of a scenario with crashes.</summary>
internal sealed record Outcome(Scenario Scenario, IReadOnlyList<Crash> Crashes, IReadOnlyList<PlayedLife> Lives, IReadOnlyList<string> Wrongs)
{
    /// <summary>All steps in words, with the command that plays them again.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"benches/simulator/run --seed {Scenario.Seed}");
        foreach (var crash in Crashes) text.Append(CultureInfo.InvariantCulture, $" --crash {crash}");
        text.AppendLine();
        foreach (var (name, life, happened, ending) in Lives)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{life.Number}: {name}");
            for (var step = 1; step <= life.Steps.Count; step++)
            {
                foreach (var (_, what) in happened.Where(h => h.Step == step)) text.AppendLine(CultureInfo.InvariantCulture, $"     * {what}");
                text.AppendLine(CultureInfo.InvariantCulture, $"{step,5} {life.Steps[step - 1].Name}");
            }

            if (ending is not null) text.AppendLine(CultureInfo.InvariantCulture, $"      {ending}");
        }

        foreach (var wrong in Wrongs) text.AppendLine(CultureInfo.InvariantCulture, $"WRONG: {wrong}");
        return text.ToString();
    }
}
