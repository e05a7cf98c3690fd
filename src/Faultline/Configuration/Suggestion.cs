namespace Faultline.Configuration;

/// <summary>Finds the name that somebody meant.</summary>
public static class Suggestion
{
    private const int ShortestBeginning = 3;

    /// <summary>
    /// The candidate nearest to a name, or null where none is near: at most a third of the name's characters
    /// inserted, left out, replaced or swapped with their neighbour (optimal string alignment), or the only
    /// candidate that the name is the beginning of. Upper and lower case are the same.
    /// </summary>
    public static string? For(string name, IEnumerable<string> candidates)
    {
        var limit = Math.Max(1, name.Length / 3);
        string? nearest = null;
        var least = limit + 1;
        var longer = new List<string>();
        foreach (var candidate in candidates)
        {
            if (name.Length >= ShortestBeginning && candidate.StartsWith(name, StringComparison.OrdinalIgnoreCase)) longer.Add(candidate);

            var distance = Distance(name.ToUpperInvariant(), candidate.ToUpperInvariant());
            // A name of one or two letters shares nothing with what replaces all of it.
            if (distance >= least || distance >= Math.Max(name.Length, 1)) continue;

            (nearest, least) = (candidate, distance);
        }

        return nearest ?? (longer.Count == 1 ? longer[0] : null);
    }

    /// <summary>The candidate nearest to a name as a question that follows a sentence, or nothing.</summary>
    public static string Question(string name, IEnumerable<string> candidates) => Question(For(name, candidates));

    /// <summary>A suggestion as a question that follows a sentence, or nothing.</summary>
    internal static string Question(string? suggestion) => suggestion is null ? "" : $" Did you mean \"{suggestion}\"?";

    private static int Distance(string a, string b)
    {
        var (before, previous, current) = (new int[b.Length + 1], new int[b.Length + 1], new int[b.Length + 1]);
        for (var j = 0; j <= b.Length; j++) previous[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                current[j] = Math.Min(Math.Min(previous[j], current[j - 1]) + 1, previous[j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) current[j] = Math.Min(current[j], before[j - 2] + 1);
            }

            (before, previous, current) = (previous, current, before);
        }

        return previous[b.Length];
    }
}
