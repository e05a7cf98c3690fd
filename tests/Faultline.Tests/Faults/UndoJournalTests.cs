using System.Globalization;
using Faultline.Faults;
using Faultline.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace Faultline.Tests.Faults;

public sealed class UndoJournalTests
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.Parse("2031-05-06T12:00:00.5Z", CultureInfo.InvariantCulture));
    private readonly string _system = new MemoryHost().System;

    private string Path => System.IO.Path.Combine(StateFolder.For(_system), "journal.jsonl");

    [Fact]
    public void An_entry_tells_what_was_done_to_which_instance_and_how_it_was()
    {
        var entry = Open().Append("kill", MemoryHost.Instance("order-service-2", InstanceState.Paused));

        Assert.Equal(new UndoEntry(0, "kill", "order-service", "order-service-2", "paused", "2031-05-06T12:00:00.500000Z"), entry);
    }

    [Fact]
    public void An_entry_is_on_disk_when_append_returns()
    {
        var entry = Open().Append("kill", MemoryHost.Instance("a-1"));

        Assert.Equal([entry], Open().Pending());
    }

    [Fact]
    public void What_is_undone_is_pending_no_more_in_this_process_and_the_next()
    {
        var journal = Open();
        var (first, second, third) = (Append(journal, "a-1"), Append(journal, "a-2"), Append(journal, "a-3"));

        journal.Done(second);

        Assert.Equal([first, third], journal.Pending());
        Assert.Equal([first, third], Open().Pending());
    }

    [Fact]
    public void The_file_goes_when_nothing_is_pending_and_comes_again()
    {
        var journal = Open();
        journal.Done(Append(journal, "a-1"));
        Assert.False(File.Exists(Path));

        var next = Append(journal, "a-1");

        Assert.Equal([next], Open().Pending());
    }

    [Fact]
    public void Undone_twice_is_harmless()
    {
        var journal = Open();
        var (first, second) = (Append(journal, "a-1"), Append(journal, "a-2"));

        journal.Done(first);
        journal.Done(first);

        Assert.Equal([second], Open().Pending());
    }

    [Fact]
    public void Numbers_go_on_after_it_is_opened_again()
    {
        var first = Append(Open(), "a-1");
        var journal = Open();
        var second = Append(journal, "a-1");

        journal.Done(first);

        Assert.Equal((0, 1), (first.Id, second.Id));
        Assert.Equal([second], Open().Pending());
    }

    [Fact]
    public void A_last_line_torn_anywhere_loses_only_itself_and_swallows_nothing_after_it()
    {
        var journal = Open();
        var kept = Append(journal, "a-1");
        var before = new FileInfo(Path).Length;
        Append(journal, "bé-2");
        var whole = File.ReadAllBytes(Path);

        for (var length = (int)before; length < whole.Length; length++)
        {
            File.WriteAllBytes(Path, whole[..length]);
            var torn = Open();
            Assert.Equal([kept], torn.Pending());

            var next = Append(torn, "c-3");
            Assert.Equal([kept, next], Open().Pending());
        }
    }

    [Fact]
    public void An_undo_whose_line_was_torn_is_pending_still()
    {
        var journal = Open();
        var (first, second) = (Append(journal, "a-1"), Append(journal, "a-2"));
        journal.Done(first);

        File.WriteAllBytes(Path, File.ReadAllBytes(Path)[..^1]);

        Assert.Equal([first, second], Open().Pending());
    }

    [Fact]
    public void Lines_of_zeros_after_a_loss_of_power_are_skipped()
    {
        var kept = Append(Open(), "a-1");
        File.AppendAllText(Path, new string('\0', 64));

        Assert.Equal([kept], Open().Pending());
    }

    [Fact]
    public void Each_system_has_a_journal_of_its_own()
    {
        Append(Open(), "a-1");

        Assert.Empty(UndoJournal.Open(new MemoryHost().System, _time).Pending());
    }

    [Fact]
    public void What_cannot_be_written_is_not_pending()
    {
        var journal = Open();
        Directory.CreateDirectory(Path);

        Assert.ThrowsAny<Exception>(() => Append(journal, "a-1"));

        Assert.Empty(journal.Pending());
    }

    private static UndoEntry Append(UndoJournal journal, string instance) => journal.Append("kill", MemoryHost.Instance(instance));

    private UndoJournal Open() => UndoJournal.Open(_system, _time);
}
