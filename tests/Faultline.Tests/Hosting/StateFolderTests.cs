using Faultline.Hosting.State;
using Faultline.Hosting;

namespace Faultline.Tests.Hosting;

public sealed class StateFolderTests : IDisposable
{
    private readonly TempFolder _root = new();

    private StateFolder State => new(_root.Path);

    public void Dispose() => _root.Dispose();

    private static string OnWindows => Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "faultline");

    [Fact]
    public void FAULTLINE_STATE_is_the_root_before_all_else()
    {
        Assert.Equal("/elsewhere", Root(("FAULTLINE_STATE", "/elsewhere"), ("XDG_STATE_HOME", "/xdg")));
    }

    [Fact]
    public void The_state_folder_of_the_user_comes_next()
    {
        // Windows has a folder for this, whatever the variables of the XDG specification say.
        Assert.Equal(OperatingSystem.IsWindows() ? OnWindows : "/xdg/faultline", Root(("XDG_STATE_HOME", "/xdg")));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("relative/folder")]
    public void Without_a_usable_one_it_is_in_the_home_folder(string? xdg)
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        Assert.Equal(OperatingSystem.IsWindows() ? OnWindows : Path.Combine(home, ".local/state/faultline"), Root(("XDG_STATE_HOME", xdg)));
    }

    [Fact]
    public void A_system_has_one_folder_that_holds_its_name()
    {
        const string system = "docker:unix:///var/run/docker.sock/Shop";
        var folder = State.For(system);
        Assert.Equal(folder, State.For(system));
        Assert.Equal(system, File.ReadAllText(Path.Combine(folder, "system")));
        Assert.Equal(_root["systems"], Path.GetDirectoryName(folder));
        Assert.Matches("^[a-z0-9-]{1,40}-[0-9a-f]{8}$", Path.GetFileName(folder));
        Assert.Contains("docker-sock-shop-", folder, StringComparison.Ordinal);
    }

    [Fact]
    public void Systems_that_look_alike_have_different_folders()
    {
        Assert.NotEqual(State.For("process:/a/b"), State.For("process:/a-b"));
    }

    [Fact]
    public void A_name_without_letters_or_of_great_length_has_a_folder()
    {
        Assert.True(Directory.Exists(State.For("…")));
        Assert.True(Directory.Exists(State.For("process:/" + new string('x', 4000))));
    }

    [Fact]
    public void All_systems_are_listed_by_name()
    {
        Assert.Empty(new StateFolder(_root["none"]).Systems(Throw));
        State.For("process:/b");
        State.For("docker:a");
        Assert.Equal(["docker:a", "process:/b"], State.Systems(Throw));
    }

    [Theory]
    [InlineData("")]
    [InlineData("process:/other")]
    public void A_folder_that_does_not_name_its_system_is_told_and_the_others_are_listed(string content)
    {
        State.For("process:/a");
        var key = Path.Combine(State.For("process:/b"), "system");
        File.WriteAllText(key, content);
        var damaged = new List<string>();

        Assert.Equal(["process:/a"], State.Systems(e => damaged.Add(e.Message)));

        Assert.StartsWith(key, Assert.Single(damaged), StringComparison.Ordinal);
        Assert.Contains(key, Assert.Throws<HostUnavailableException>(() => State.For("process:/b")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_a_name_is_told_only_if_something_was_done_there()
    {
        var folder = State.For("process:/a");
        File.Delete(Path.Combine(folder, "system"));
        Assert.Empty(State.Systems(Throw));

        File.WriteAllText(Path.Combine(folder, "journal.jsonl"), "");
        Assert.Throws<HostUnavailableException>(() => State.Systems(Throw));

        State.For("process:/a");
        Assert.Equal(["process:/a"], State.Systems(Throw));
    }

    [Fact]
    public void A_root_that_is_a_file_is_not_taken_for_one_in_which_nothing_was_left()
    {
        File.WriteAllText(_root["file"], "");

        Assert.Throws<HostUnavailableException>(() => new StateFolder(_root["file"]).Systems(Throw));
    }

    [Fact]
    public void Drafts_of_killed_runs_are_swept()
    {
        var draft = Path.Combine(State.For("process:/a"), $"lock.json.{Guid.NewGuid():N}.tmp");
        File.WriteAllText(draft, "");

        State.For("process:/a");

        Assert.False(File.Exists(draft));
    }

    [Fact]
    public void A_sweep_takes_the_drafts_of_the_dead_in_every_folder_and_nothing_else()
    {
        var folder = State.For("process:/a");
        var population = Path.Combine(_root.Path, "populations", "a.json");
        Directory.CreateDirectory(Path.GetDirectoryName(population)!);
        string[] dead = [Path.Combine(folder, $"lock.json.{int.MaxValue}-1.tmp"), $"{population}.{int.MaxValue}-1.tmp"];
        string[] kept = [population, $"{population}.{Environment.ProcessId}-1.tmp", Path.Combine(folder, "system")];
        foreach (var file in dead.Concat(kept[..2])) File.WriteAllText(file, "");

        State.Sweep();

        Assert.DoesNotContain(dead, File.Exists);
        Assert.All(kept, file => Assert.True(File.Exists(file), file));
    }

    [Fact]
    public void A_root_that_cannot_be_written_is_an_error_with_a_way_out()
    {
        File.WriteAllText(_root["file"], "");
        var error = Assert.Throws<HostUnavailableException>(() => new StateFolder(_root["file/state"]).For("a"));
        Assert.Contains(_root["file/state"], error.Message, StringComparison.Ordinal);
        Assert.Contains("FAULTLINE_STATE", error.Hint, StringComparison.Ordinal);
    }

    private static void Throw(HostUnavailableException damaged) => throw damaged;

    private static string Root(params (string Name, string? Value)[] variables) =>
        StateFolder.Choose(name => variables.FirstOrDefault(v => v.Name == name).Value);
}
