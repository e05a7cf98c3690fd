using Faultline.Faults;
using Faultline.Faults.Actions;
using Faultline.Hosting.State;
using Faultline.Hosting;
using Faultline.Tests.Simulation;
using Microsoft.Extensions.Time.Testing;

namespace Faultline.Tests.Faults;

public sealed class UndoJournalTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("faultline-test-");
    private readonly FakeTimeProvider _time = new();

    private string JournalPath => Path.Combine(_folder.FullName, "journal.jsonl");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Journal_without_a_file_has_nothing_pending_and_makes_none()
    {
        Assert.Empty(Open().Pending());
        Assert.False(File.Exists(JournalPath));
    }

    [Fact]
    public void Entries_are_found_again_by_another_journal_in_order()
    {
        var journal = Open();
        var first = journal.Append("kill", Instance(1));
        _time.Advance(TimeSpan.FromSeconds(1));
        var second = journal.Append("kill", Instance(2));

        Assert.Equal([first, second], Open().Pending());
        Assert.Equal(InstanceState.Running, second.Before);
    }

    [Fact]
    public void A_line_of_an_earlier_version_is_read()
    {
        File.WriteAllText(
            JournalPath,
            """
            {"id":"1","at":"2026-01-02T03:04:05+00:00","action":"kill","service":"order-service","instance":"order-service-1","handle":"c0ffee","before":"running"}
            {"all":[{"id":"2","at":"2026-01-02T03:04:05+00:00","action":"ran","service":"a","instance":"a-1","before":"running","wasReady":false}]}
            {"done":"3"}

            """);

        var at = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
        Assert.Equal(
            [
                new UndoEntry("1", at, "kill", new ServiceName("order-service"), new InstanceId("order-service-1", "c0ffee"), InstanceState.Running),
                new UndoEntry("2", at, "ran", new ServiceName("a"), new InstanceId("a-1"), InstanceState.Running) { WasReady = false },
            ],
            Open().Pending());
    }

    [Fact]
    public void An_entry_without_data_is_written_as_earlier_versions_wrote_it()
    {
        var entry = Open().Append("kill", Instance(1));

        Assert.Equal(
            $$"""{"id":"{{entry.Id}}","at":"2000-01-01T00:00:00+00:00","action":"kill","service":"order-service","instance":"order-service-1","before":"running"}""" + "\n",
            File.ReadAllText(JournalPath));
    }

    [Theory]
    [InlineData("\"50000\"")]
    [InlineData("-1")]
    [InlineData("""{"chain":"F-7","rules":[1,2]}""")]
    public void What_an_action_needs_to_undo_it_is_kept_as_it_is(string data)
    {
        var entry = Open().Append("cpu", Instance(1), data);

        Assert.Equal([entry], Open().Pending());
        Assert.Equal(data, entry.Data);
    }

    [Fact]
    public void Done_entry_is_not_pending_whoever_marks_it()
    {
        var first = Open().Append("kill", Instance(1));
        var second = Open().Append("kill", Instance(2));

        Open().Done(first);
        Open().Done(first);

        Assert.Equal([second], Open().Pending());
    }

    [Fact]
    public void Journal_is_emptied_when_nothing_is_pending()
    {
        var journal = Open();
        var entries = Enumerable.Range(1, 3).Select(i => journal.Append("kill", Instance(i))).ToList();
        entries.ForEach(journal.Done);

        Assert.Equal(0, new FileInfo(JournalPath).Length);
        Assert.Single(Open().Pending().Append(journal.Append("kill", Instance(9))));
        Assert.Single(Open().Pending());
    }

    [Fact]
    public void Of_what_is_written_at_once_a_loss_of_power_keeps_all_or_nothing()
    {
        const string Folder = "/journal";
        var sizes = new HashSet<int>();
        for (var seed = 0; seed < 200; seed++)
        {
            var disk = new SimulatedDisk();
            disk.CreateFolder(Folder);
            disk.Open($"{Folder}/journal.jsonl");
            disk.SyncFolder(Folder);
            var life = new ToolLife(0, new Crash(0, Step: 5, Moment.Before, Death.Power, seed)) { Died = _ => disk.LosePower(new Random(seed)) };
            var instances = Enumerable.Range(1, 8).Select(i => (Instance(i), true));
            Assert.Throws<ToolIsDeadException>(() => UndoJournal.In(Folder, _time, new ToolDisk(disk, life)).AppendRunning(instances));
            Assert.StartsWith("sync journal/journal.jsonl", life.Steps[^1].Name, StringComparison.Ordinal);

            sizes.Add(UndoJournal.In(Folder, _time, new PeekDisk(disk)).Pending().Count);
        }

        Assert.Equal([0, 8], sizes.Order());
    }

    [Theory]
    [InlineData("{\"id\":\"x\",\"action\":\"kill\",\"serv")]
    [InlineData("{\"id\":\"x\"}")]
    [InlineData("\0\0\0\0")]
    [InlineData("[1]")]
    public void Line_cut_short_by_a_crash_is_ignored_and_does_not_swallow_the_next(string torn)
    {
        var journal = Open();
        var before = journal.Append("kill", Instance(1));
        File.AppendAllText(JournalPath, torn);
        Assert.Equal([before], Open().Pending());

        var after = journal.Append("kill", Instance(2));
        Assert.Equal([before, after], Open().Pending());

        journal.Done(before);
        Assert.Equal([after], Open().Pending());
        journal.Done(after);
        Assert.Equal(0, new FileInfo(JournalPath).Length);
    }

    [Theory]
    [InlineData("{\"id\":\"x\",\"action\":\"kill\",\"serv\n")]
    [InlineData("{\"id\":\"x\"}\n")]
    [InlineData("{}\n")]
    [InlineData("\n")]
    [InlineData("[1]\n")]
    [InlineData("\0\0\n{\"done\":\"x\"}\n")]
    public void A_whole_line_that_cannot_be_read_is_told_by_name_and_is_never_taken_as_nothing(string damage)
    {
        var journal = Open();
        var entry = journal.Append("kill", Instance(1));
        File.AppendAllText(JournalPath, damage);

        Action[] uses = [() => journal.Pending(), () => journal.Append("kill", Instance(2)), () => journal.Done(entry), () => journal.Probe(), () => journal.Forget("a")];
        foreach (var use in uses)
            Assert.StartsWith($"line 2 of the undo journal {JournalPath} cannot be read", Assert.Throws<HostUnavailableException>(use).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_last_line_with_a_hole_of_zeros_is_what_a_loss_of_power_left_of_a_write()
    {
        var before = Open().Append("kill", Instance(1));
        File.AppendAllText(JournalPath, "{\"id\":\"x\",\0\0\0\0\"}\n");
        Assert.Equal([before], Open().Pending());

        var after = Open().Append("kill", Instance(2));
        Assert.Equal([before, after], Open().Pending());
    }

    [Fact]
    public void Entries_are_given_up_by_the_name_or_the_id_of_their_instance()
    {
        var journal = Open();
        journal.Append("kill", new ServiceInstance(new ServiceName("a"), new InstanceId("a-1", "c0ffee"), InstanceState.Running));
        journal.Append("ran", new ServiceInstance(new ServiceName("a"), new InstanceId("a-1", "c0ffee"), InstanceState.Running));
        var other = journal.Append("kill", Instance(2));

        Assert.Equal(0, journal.Forget("a-2"));
        Assert.Equal(2, journal.Forget("c0ffee"));
        Assert.Equal([other], journal.Pending());
        Assert.Equal(1, journal.Forget("order-service-2"));
        Assert.Equal(0, new FileInfo(JournalPath).Length);
        Assert.Equal(0, journal.Forget("order-service-2"));
    }

    [Fact]
    public void Entries_of_instances_that_were_removed_are_given_up_and_those_of_the_others_stay()
    {
        var journal = Open();
        journal.Append("kill", Instance(1));
        var left = journal.Append("kill", Instance(2));

        journal.ForgetAllBut([left.Instance]);
        Assert.Equal([left], journal.Pending());

        journal.ForgetAllBut([]);
        Assert.Empty(journal.Pending());
    }

    [Fact]
    public async Task Tasks_and_journals_may_append_and_mark_at_once()
    {
        var journals = new[] { Open(), Open() };
        var kept = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(() =>
        {
            var journal = journals[i % 2];
            var entry = journal.Append("kill", Instance(i));
            if (i % 4 != 0) journal.Done(entry);
            return i % 4 == 0 ? entry : null;
        })));

        Assert.Equal(
            kept.OfType<UndoEntry>().Select(e => e.Id).Order(),
            Open().Pending().Select(e => e.Id).Order());
    }

    [Fact]
    public void Journal_is_kept_per_system()
    {
        var entry = UndoJournal.Open("shop a", _time, new StateFolder(_folder.FullName)).Append("kill", Instance(1));

        Assert.Equal([entry], UndoJournal.Open("shop a", _time, new StateFolder(_folder.FullName)).Pending());
        Assert.Empty(UndoJournal.Open("shop b", _time, new StateFolder(_folder.FullName)).Pending());
        Assert.True(File.Exists(Path.Combine(new StateFolder(_folder.FullName).For("shop a"), "journal.jsonl")));
    }

    [Fact]
    public void Journal_that_cannot_be_written_says_so()
    {
        Directory.CreateDirectory(JournalPath);
        Assert.ThrowsAny<Exception>(() => Open().Append("kill", Instance(1)));
    }

    private UndoJournal Open() => UndoJournal.In(_folder.FullName, _time);

    private static ServiceInstance Instance(int number) =>
        new(new ServiceName("order-service"), new InstanceId($"order-service-{number}"), InstanceState.Running);
}
