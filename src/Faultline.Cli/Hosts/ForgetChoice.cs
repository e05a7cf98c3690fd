using Faultline.Configuration;
using Faultline.Hosting;

namespace Faultline.Cli.Hosts;

/// <summary>An instance on which something is left to undo.</summary>
internal sealed record PendingInstance(string System, InstanceId Id)
{
    /// <summary>A name that no other has.</summary>
    public string FullName => Id.Handle ?? $"{System}/{Id.Value}";
}

/// <summary>Finds the instances that a person gives up.</summary>
internal static class ForgetChoice
{
    // As the commands of Docker print ids.
    private const int ShortestId = 12;

    /// <summary>The instances that the names mean, each name exactly one.</summary>
    /// <exception cref="ConfigurationException">A name means none, or several.</exception>
    public static IReadOnlyList<PendingInstance> Choose(IReadOnlyCollection<PendingInstance> pending, IReadOnlyCollection<string> names)
    {
        var chosen = new List<PendingInstance>();
        var errors = new List<ConfigurationError>();
        foreach (var name in names)
        {
            var meant = pending.Where(p => IsMeant(p, name)).Distinct().ToArray();
            if (meant.Length == 1) chosen.Add(meant[0]);
            else errors.Add(meant.Length == 0 ? None(name, pending) : Several(name, meant));
        }

        return errors.Count == 0 ? chosen : throw new ConfigurationException(errors);
    }

    private static bool IsMeant(PendingInstance pending, string name) =>
        pending.Id.Value == name || pending.FullName == name
        || name.Length >= ShortestId && pending.Id.Handle?.StartsWith(name, StringComparison.Ordinal) == true;

    private static ConfigurationError None(string name, IReadOnlyCollection<PendingInstance> pending)
    {
        string[] there = [.. pending.Select(p => p.Id.Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return new ConfigurationError(
            $"there is nothing to undo on \"{name}\"",
            Hint: there.Length == 0 ? "Nothing is left to undo anywhere." : $"There is on: {string.Join(", ", there)}.{Suggestion.Question(name, there)}");
    }

    private static ConfigurationError Several(string name, PendingInstance[] meant) =>
        new($"\"{name}\" is the name of several instances", Hint: $"Name the one that is meant: {string.Join(", ", meant.Select(m => m.FullName))}");
}
