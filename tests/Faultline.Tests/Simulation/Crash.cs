using System.Globalization;

namespace Faultline.Tests.Simulation;

/// <summary>How the tool ends.</summary>
internal enum Death
{
    /// <summary>SIGKILL of the tool: what it wrote stays, what it started lives on.</summary>
    Kill,

    /// <summary>Loss of power: what was not synced is lost or torn, and everything that ran has ended.</summary>
    Power,
}

/// <summary>Where within a step the tool ends.</summary>
internal enum Moment
{
    /// <summary>Before it takes place.</summary>
    Before,

    /// <summary>Halfway through it: of a write, a part is there.</summary>
    Amid,

    /// <summary>After it took place.</summary>
    After,
}

/// <summary>The end of one invocation of the tool.</summary>
/// <param name="Life">Which invocation, counted from 0; the heals come after the invocations of the scenario.</param>
/// <param name="Step">At which of its steps, counted from 1.</param>
/// <param name="At">Where within that step.</param>
/// <param name="By">How.</param>
/// <param name="Seed">Of what is torn and lost.</param>
internal readonly record struct Crash(int Life, int Step, Moment At, Death By, int Seed)
{
    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    public static Crash Parse(string text)
    {
        var parts = text.Split(':');
        return new Crash(Number(parts[0]), Number(parts[1]), Enum.Parse<Moment>(parts[2], ignoreCase: true), Enum.Parse<Death>(parts[3], ignoreCase: true), Number(parts[4]));

        static int Number(string part) => int.Parse(part, CultureInfo.InvariantCulture);
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Life}:{Step}:{At}:{By}:{Seed}").ToLowerInvariant();
}

/// <summary>What every call of a tool that has died gets, from the disk, the host and the clock.</summary>
internal sealed class ToolIsDeadException() : Exception("the tool is dead");
