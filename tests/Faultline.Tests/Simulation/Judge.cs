using Faultline.Faults;

namespace Faultline.Tests.Simulation;

/// <summary>The invariants.</summary>
internal static class Judge
{
    /// <summary>However an invocation ended: nothing runs twice or unknown, no file is held, and what was left alone still is.</summary>
    public static void AfterLife(World world)
    {
        foreach (var wrong in world.System.Wrongs()) world.Wrong(wrong);
        foreach (var held in world.Disk.Held) world.Wrong($"{held} is held by nobody that lives");
        foreach (var id in world.Ledger.LeftAlone.Where(world.System.IsUp)) world.Wrong($"{id} did not run, and runs now");
    }

    /// <summary>After a heal, however many died before: what ran runs, or the journal names it.</summary>
    public static void AfterHeal(World world)
    {
        var named = world.Named();
        foreach (var id in world.Ledger.Owed)
            if (!world.System.IsUp(id) && !named.Contains(id)) world.Wrong($"{id} is down, and the journal does not name it");
    }

    /// <summary>After a heal that nothing disturbed: all runs that can, and of the rest it was told.</summary>
    public static void AfterLastHeal(World world, HealReport report)
    {
        AfterHeal(world);
        foreach (var id in world.Ledger.Owed)
            if (!world.System.IsUp(id) && world.System.CanServe(id)) world.Wrong($"{id} is down after all");
        foreach (var id in world.Named())
        {
            if (world.System.CanServe(id)) world.Wrong($"the journal still names {id}");
            else if (!report.Failures.Any(f => f.Contains(id.Value, StringComparison.Ordinal))) world.Wrong($"nothing was said of {id}");
        }

        if (world.Named().Count == 0)
            foreach (var failure in report.Failures) world.Wrong($"it was said: {failure}");
    }
}
