using Faultline.Configuration;

namespace Faultline.Workloads.Http.Model.Checks;

/// <summary>The variables that have a value at a place of a script, in the order in which they got it.</summary>
internal sealed class KnownVariables(ModelNames names)
{
    private readonly List<int> _slots = [];

    /// <summary>Whether a variable has a value.</summary>
    public bool Contains(int slot) => _slots.Contains(slot);

    /// <summary>Gives a variable a value.</summary>
    public void Add(int slot)
    {
        if (slot >= 0 && !_slots.Contains(slot)) _slots.Add(slot);
    }

    /// <summary>What they are, in a sentence.</summary>
    public string Text => _slots.Count == 0 ? "Nothing is known there" : $"Known there: {string.Join(", ", Names)}";

    /// <summary>The one that somebody meant, as a question, or null.</summary>
    public string? Meant(string name) => Suggestion.For(name, Names) is { } meant ? $"Did you mean \"{meant}\"?" : null;

    private IEnumerable<string> Names => _slots.Select(names.Variable);
}
