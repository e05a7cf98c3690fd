namespace Faultline.Tests.Simulation;

/// <summary>Crashes a scenario after each of its steps, in each way that makes a difference, and the heals after it.</summary>
internal static class CrashPoints
{
    private const int PowerCuts = 2;

    /// <summary>The outcomes, one a crash point: a step of the scenario, and for each a pair or a triple with heals.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="oneIn">1: at every step; else at so small a share of them, by chance.</param>
    /// <param name="sabotage">What is made worse on purpose.</param>
    public static IEnumerable<Outcome> Of(Scenario scenario, int oneIn = 1, Sabotage? sabotage = null)
    {
        var random = new Random(scenario.Seed);
        var undisturbed = Simulation.Play(scenario, [], sabotage);
        yield return undisturbed;
        for (var life = 0; life < scenario.Operations.Count; life++)
            foreach (var crash in At(life, undisturbed.Lives[life].Life, random).Where(_ => random.Next(oneIn) == 0))
            {
                var once = Simulation.Play(scenario, [crash], sabotage);
                yield return once;
                if (Next(once, scenario.Operations.Count, random) is not { } second) continue;
                var twice = Simulation.Play(scenario, [crash, second], sabotage);
                yield return twice;
                if (random.Next(4) == 0 && Next(twice, scenario.Operations.Count + 1, random) is { } third)
                    yield return Simulation.Play(scenario, [crash, second, third], sabotage);
            }
    }

    private static IEnumerable<Crash> At(int number, ToolLife life, Random random)
    {
        for (var step = 1; step <= life.Steps.Count; step++)
        {
            yield return new Crash(number, step, Moment.Before, Death.Kill, 0);
            for (var i = 0; i < PowerCuts; i++) yield return new Crash(number, step, Moment.Before, Death.Power, random.Next(1000));
            if (!life.Steps[step - 1].CanBeTorn) continue;
            yield return new Crash(number, step, Moment.Amid, Death.Kill, random.Next(1000));
            yield return new Crash(number, step, Moment.Amid, Death.Power, random.Next(1000));
        }

        yield return new Crash(number, life.Steps.Count, Moment.After, Death.Kill, 0);
        yield return new Crash(number, life.Steps.Count, Moment.After, Death.Power, random.Next(1000));
    }

    private static Crash? Next(Outcome outcome, int life, Random random)
    {
        if (outcome.Lives.FirstOrDefault(l => l.Life.Number == life) is not { Life.Steps: { Count: > 0 } steps }) return null;
        var step = 1 + random.Next(steps.Count);
        var at = steps[step - 1].CanBeTorn && random.Next(2) == 0 ? Moment.Amid : random.Next(2) == 0 ? Moment.Before : Moment.After;
        return new Crash(life, step, at, random.Next(2) == 0 ? Death.Kill : Death.Power, random.Next(1000));
    }
}
