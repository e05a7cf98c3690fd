namespace Faultline.Benches.Soak.Commands;

/// <summary>
/// The folders of a soak, all of its own, and the mark that every process it starts, and whatever these start, has in its
/// environment.
/// </summary>
internal sealed class Workplace
{
    /// <summary>Variable with the mark.</summary>
    public const string MarkVariable = "FAULTLINE_SOAK";

    private int _logs;

    public Workplace()
    {
        Root = Directory.CreateTempSubdirectory("faultline-soak-").FullName;
        foreach (var folder in (string[])[Shop, State, Logs, Elsewhere]) Directory.CreateDirectory(folder);
    }

    public string Root { get; }

    /// <summary>The shop's folder, in which most commands are typed.</summary>
    public string Shop => Path.Combine(Root, "shop");

    /// <summary>A folder in which there is nothing, for commands that need none.</summary>
    public string Elsewhere => Path.Combine(Root, "elsewhere");

    /// <summary>The state folder of all commands.</summary>
    public string State => Path.Combine(Root, "state");

    /// <summary>What each command wrote.</summary>
    public string Logs => Path.Combine(Root, "logs");

    /// <summary>The mark.</summary>
    public string Mark => Path.GetFileName(Root);

    /// <summary>The engine that the commands are to find; null: none.</summary>
    public Uri? Docker { get; init; }

    /// <summary>What goes before the names of the logs: the round.</summary>
    public string Prefix { get; set; } = "";

    /// <summary>Deletes all folders.</summary>
    public void Delete() => Directory.Delete(Root, recursive: true);

    /// <summary>Keeps a copy of the state as it is, for whoever looks into a failure: what is cleared up then changes it.</summary>
    /// <returns>Where the copy is.</returns>
    public string KeepState()
    {
        var copy = Path.Combine(Root, "state-then");
        foreach (var file in Directory.GetFiles(State, "*", SearchOption.AllDirectories))
        {
            var to = Path.Combine(copy, Path.GetRelativePath(State, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            try
            {
                File.Copy(file, to);
            }
            catch (IOException)
            {
                // A lock that is held; there is nothing in it.
            }
        }

        return copy;
    }

    /// <summary>Starts a command of the tool in the shop's folder.</summary>
    public RunningCommand Start(params string[] arguments) => Start(Shop, arguments);

    /// <summary>Starts a command of the tool in a folder.</summary>
    public RunningCommand Start(string folder, string[] arguments)
    {
        var environment = new Dictionary<string, string?>
        {
            [MarkVariable] = Mark,
            ["FAULTLINE_STATE"] = State,
            ["TERM"] = "dumb",
            ["DOTNET_TieredPGO"] = "0",
            ["DOCKER_HOST"] = Docker?.ToString(),
        };
        var log = Path.Combine(Logs, FormattableString.Invariant($"{Prefix}{++_logs:0000}-{string.Join('-', arguments.TakeWhile(a => a[0] != '-'))}.log"));
        return RunningCommand.Start(folder, arguments, environment, log);
    }

    /// <summary>Runs a command in an empty folder to its end, which must be a good one.</summary>
    public async Task TypeAsync(string[] arguments, CancellationToken stop) => await TypeAsync(Elsewhere, arguments, stop);

    /// <inheritdoc cref="TypeAsync(string[], CancellationToken)"/>
    public async Task TypeAsync(string folder, string[] arguments, CancellationToken stop)
    {
        using var command = Start(folder, arguments);
        var code = await command.EndAsync(stop);
        if (code != 0) throw new SoakFailure($"faultline {string.Join(' ', arguments)} ended with {code}: {command.Tail}");
    }
}
