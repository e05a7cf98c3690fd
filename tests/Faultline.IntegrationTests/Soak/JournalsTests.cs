using Faultline.Benches.Soak.Sites;
using Faultline.Faults;
using Faultline.Hosting.State;
using Faultline.Hosting;
using Faultline.IntegrationTests.Cli;

namespace Faultline.IntegrationTests.Soak;

/// <summary>What the soak reads in journals is what the tool wrote.</summary>
public sealed class JournalsTests
{
    private static readonly ServiceInstance Order = new(new ServiceName("order-service"), new InstanceId("order-service-1"), InstanceState.Running);

    [Fact]
    public void Names_what_is_pending_and_not_what_is_done_nor_a_line_that_was_cut_short()
    {
        using var folder = new TemporaryFolder();
        var state = new StateFolder(folder.Path);
        var journal = UndoJournal.Open("process:/a", TimeProvider.System, state);
        var first = journal.Append("kill", Order);
        journal.Append("kill", Order with { Id = new InstanceId("order-service-2") });
        journal.Done(first);
        File.AppendAllText(Directory.GetFiles(folder.Path, "journal.jsonl", SearchOption.AllDirectories).Single(), """{"id":"x","act""");

        Assert.Equal(["kill order-service-2"], Journals.Pending(folder.Path));
    }

    [Fact]
    public void A_state_folder_without_journals_names_nothing()
    {
        using var folder = new TemporaryFolder();

        Assert.Empty(Journals.Pending(folder.Path));
    }
}
