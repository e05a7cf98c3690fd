namespace Faultline.Tests.Simulation;

/// <summary>
/// One invocation of the tool, from its start to its end or its death. Whatever it does to the world is a step, and at
/// one of them it may die; from then on every step fails.
/// </summary>
/// <param name="number">Which invocation.</param>
/// <param name="crash">How it is to die; null: not at all.</param>
internal sealed class ToolLife(int number, Crash? crash)
{
    private readonly Lock _gate = new();
    private readonly List<Step> _steps = [];

    /// <summary>Whether it has died.</summary>
    public bool IsDead { get; private set; }

    /// <summary>Which invocation.</summary>
    public int Number => number;

    /// <summary>The steps it made, the one it died at included.</summary>
    public IReadOnlyList<Step> Steps => _steps;

    /// <summary>How many of them changed anything.</summary>
    public int Changes { get; private set; }

    /// <summary>Told of each step before it takes place.</summary>
    public Action<int> Coming { get; init; } = _ => { };

    /// <summary>Told how it died.</summary>
    public Action<Crash> Died { get; init; } = _ => { };

    /// <summary>A step that only looks.</summary>
    public T Look<T>(string name, Func<T> act) => Make(new Step(name, IsChange: false, CanBeTorn: false), act, amid: null);

    /// <summary>A step that changes something.</summary>
    /// <param name="name">What it is.</param>
    /// <param name="act">Does it.</param>
    /// <param name="amid">Does a part of it, by chance; null where there are no parts.</param>
    public T Change<T>(string name, Func<T> act, Action<Random>? amid = null) => Make(new Step(name, IsChange: true, amid is not null), act, amid);

    /// <inheritdoc cref="Change{T}"/>
    public void Change(string name, Action act, Action<Random>? amid = null) =>
        Change(
            name,
            () =>
            {
                act();
                return true;
            },
            amid);

    /// <summary>Throws where it is dead.</summary>
    public void MustLive()
    {
        if (IsDead) throw new ToolIsDeadException();
    }

    private T Make<T>(Step step, Func<T> act, Action<Random>? amid)
    {
        lock (_gate)
        {
            MustLive();
            _steps.Add(step);
            Coming(_steps.Count);
            if (crash is { } due && due.Step == _steps.Count)
            {
                if (due.At == Moment.Amid) amid?.Invoke(new Random(due.Seed));
                if (due.At == Moment.After) Try(act);
                IsDead = true;
                Died(due);
                throw new ToolIsDeadException();
            }

            if (step.IsChange) Changes++;
            return act();
        }
    }

    private static void Try<T>(Func<T> act)
    {
        try
        {
            act();
        }
        catch (Exception e) when (e is not ToolIsDeadException)
        {
            // What the host refuses it refuses to a tool that dies over it, too.
        }
    }
}

/// <summary>A step of the tool.</summary>
/// <param name="Name">What was done to what.</param>
/// <param name="IsChange">Whether it changes anything.</param>
/// <param name="CanBeTorn">Whether it can be done in part.</param>
internal readonly record struct Step(string Name, bool IsChange, bool CanBeTorn);
