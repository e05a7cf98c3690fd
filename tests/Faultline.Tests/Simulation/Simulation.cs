using Faultline.Faults;
using Faultline.Hosting;

namespace Faultline.Tests.Simulation;

/// <summary>Plays a scenario with crashes, heals, and judges what is left.</summary>
internal static class Simulation
{
    // A heal that crashes is tried again, and no plan has more crashes.
    private const int MostHeals = 4;

    /// <summary>Plays it on the calling thread, so that nothing depends on a scheduler.</summary>
    public static Outcome Play(Scenario scenario, IReadOnlyList<Crash> crashes, Sabotage? sabotage = null) =>
        PlayAsync(scenario, crashes, sabotage ?? Sabotage.None).GetAwaiter().GetResult();

    private static async Task<Outcome> PlayAsync(Scenario scenario, IReadOnlyList<Crash> crashes, Sabotage sabotage)
    {
        var world = await scenario.MakeAsync();
        var lives = new List<PlayedLife>();
        foreach (var operation in scenario.Operations)
            if (await LiveAsync(operation.Name, operation.Do) && !scenario.GoesOn)
                break;

        var heals = 0;
        while (await LiveAsync("heal", i => i.HealAsync(), scenario.Operations.Count + heals) && ++heals < MostHeals)
        {
        }

        Judge.AfterHeal(world);
        world.System.Calm();
        var last = new HealReport([], []);
        await LiveAsync("last heal", async i => last = await i.HealAsync(), number: int.MaxValue);
        Judge.AfterLastHeal(world, last);
        if (last.Failures.Count == 0)
        {
            await LiveAsync("heal again", async i => last = await i.HealAsync(), number: int.MaxValue);
            if (last.Lines.Count + last.Failures.Count > 0) world.Wrong("a heal after the last one finds something to do");
        }

        return new Outcome(scenario, crashes, lives, world.Wrongs);

        async Task<bool> LiveAsync(string name, Func<Invocation, Task> act, int? number = null)
        {
            var happened = new List<(int, string)>();
            var place = number ?? lives.Count;
            var life = world.Begin(place, crashes.Where(c => c.Life == place).Cast<Crash?>().FirstOrDefault(), step =>
            {
                foreach (var random in scenario.DisturbancesAt(place, step))
                    if (world.System.Disturb(random) is { } what) happened.Add((step, what));
            });
            string? ending = null;
            try
            {
                await act(new Invocation(world, life, sabotage));
            }
            catch (Exception e) when (e is ToolIsDeadException or HostUnavailableException or IOException)
            {
                ending = e.Message;
            }
            catch (Exception e) when (!life.IsDead)
            {
                world.Wrong($"the tool failed: {e}");
            }
            catch (Exception e)
            {
                // A tool that is dead is seen by nobody.
                ending = e.Message;
            }

            world.Ledger.OnPurpose = false;
            world.Ledger.LifeIsOver();
            Judge.AfterLife(world);
            lives.Add(new PlayedLife(name, life, happened, ending));
            return life.IsDead;
        }
    }
}
