using System.Net;
using Faultline.Hosting.State;
using Faultline.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace Faultline.Tests.Hosting;

public sealed class AddressLocksTests : IDisposable
{
    private readonly TempFolder _root = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2031, 5, 6, 7, 8, 9, TimeSpan.Zero));

    public void Dispose() => _root.Dispose();

    [Theory]
    [InlineData("http://127.0.0.1:8000", "http://localhost:8000")]
    [InlineData("http://[::1]", "http://localhost:80")]
    [InlineData("http://10.0.0.1:8000", "http://10.0.0.1:8000/shop")]
    public void A_second_load_on_the_same_place_is_refused_and_told_who_holds_it(string first, string second)
    {
        using var held = Acquire("run one", first);

        var error = Assert.Throws<HostUnavailableException>(() => Acquire("run two", second));

        Assert.Matches($"^the system at (localhost|10.0.0.1):[0-9]+ is busy: run one, pid {Environment.ProcessId}, since 2031-05-06 07:08:09 UTC$", error.Message);
    }

    [Fact]
    public void Loads_on_different_places_go_on_side_by_side()
    {
        using var one = Acquire("one", "http://localhost:8000");
        using var two = Acquire("two", "http://localhost:8001", "http://10.0.0.1:8000");
    }

    [Fact]
    public void Where_one_of_several_is_held_none_is_taken()
    {
        using (Acquire("one", "http://localhost:8002"))
            Assert.Throws<HostUnavailableException>(() => Acquire("two", "http://localhost:8001", "http://localhost:8002", "http://localhost:8003"));

        Acquire("three", "http://localhost:8001", "http://localhost:8003").Dispose();
    }

    [Fact]
    public void They_are_free_after_their_release_and_leave_no_folder()
    {
        var locks = Acquire("one", "http://localhost:8000", "http://10.0.0.1:8000");
        Assert.Equal(2, Folders().Length);
        locks.Dispose();
        locks.Dispose();

        Assert.Empty(Folders());
        Acquire("two", "http://localhost:8000").Dispose();
    }

    [Fact]
    public void One_whose_file_cannot_be_deleted_does_not_keep_the_others()
    {
        var locks = Acquire("one", "http://localhost:8000", "http://localhost:8001");
        foreach (var folder in Folders())
        {
            File.Delete(Path.Combine(folder, "lock.json"));
            Directory.CreateDirectory(Path.Combine(folder, "lock.json"));
        }

        locks.Dispose();

        foreach (var folder in Folders().Where(f => Directory.Exists(Path.Combine(f, "lock.json")))) Directory.Delete(Path.Combine(folder, "lock.json"));
        Acquire("two", "http://localhost:8000", "http://localhost:8001").Dispose();
    }

    [Fact]
    public void What_killed_runs_left_is_deleted_by_the_next_and_what_is_held_is_kept()
    {
        Directory.CreateDirectory(_root["addresses/systems/at-10-0-0-9-1-00000000"]);
        File.WriteAllText(_root["addresses/systems/at-10-0-0-9-1-00000000/lock"], "");
        Directory.CreateDirectory(_root["addresses/systems/made-and-no-more"]);
        using var held = Acquire("one", "http://localhost:8000");
        using var next = Acquire("two", "http://localhost:8001");

        Assert.Equal(2, Folders().Length);
        Assert.Throws<HostUnavailableException>(() => Acquire("three", "http://localhost:8000"));
    }

    [Fact]
    public void They_are_no_systems_that_could_be_healed()
    {
        using var held = Acquire("one", "http://localhost:8000");

        Assert.False(Directory.Exists(_root["systems"]));
    }

    [Fact]
    public void A_state_folder_that_cannot_be_written_is_told()
    {
        File.WriteAllText(_root["file"], "");

        var error = Assert.Throws<HostUnavailableException>(() => AddressLocks.Acquire([Of("http://localhost:1")], "one", _time, new StateFolder(_root["file"])));

        Assert.Contains("FAULTLINE_STATE", error.Hint, StringComparison.Ordinal);
    }

    private AddressLocks Acquire(string purpose, params string[] addresses) => AddressLocks.Acquire(addresses.Select(Of), purpose, _time, new StateFolder(_root.Path));

    private static TargetAddress Of(string address)
    {
        var uri = new Uri(address);
        return new TargetAddress(uri, [uri.Host == "localhost" ? IPAddress.Loopback : IPAddress.Parse(uri.DnsSafeHost)], []);
    }

    private string[] Folders() => Directory.GetDirectories(_root["addresses/systems"]);
}
