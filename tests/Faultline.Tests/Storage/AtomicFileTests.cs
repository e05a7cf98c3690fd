using System.Globalization;
using Faultline.Storage;
using Faultline.Tests.Hosting;

namespace Faultline.Tests.Storage;

public sealed class AtomicFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_is_written_with_its_folder_and_nothing_else_is_left()
    {
        AtomicFile.Write(_folder["a/b/c.json"], "höi");
        AtomicFile.Write(_folder["a/b/c.json"], "new");

        Assert.Equal("new", File.ReadAllText(_folder["a/b/c.json"]));
        Assert.Single(Directory.GetFiles(_folder["a/b"]));
    }

    [Fact]
    public void What_cannot_be_written_leaves_what_stood_before_and_no_draft()
    {
        AtomicFile.Write(_folder["c.json"], "old");

        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(_folder["c.json"], stream =>
        {
            stream.Write("half"u8);
            throw new InvalidOperationException();
        }));

        Assert.Equal("old", File.ReadAllText(_folder["c.json"]));
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void Drafts_of_the_dead_are_swept_and_those_of_the_living_stay()
    {
        var alive = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        string[] kept = ["c.json", $"c.json.{alive}-1.tmp", "notes.txt"];
        foreach (var name in kept.Concat(["c.json.4194999-7.tmp", $"c.json.{Guid.NewGuid():N}.tmp"])) File.WriteAllText(_folder[name], "");

        AtomicFile.Sweep(RealDisk.Instance, _folder.Path, pid => pid == Environment.ProcessId);

        Assert.Equal(kept.Order(), Directory.GetFiles(_folder.Path).Select(f => Path.GetFileName(f)).Order());
    }

    [Fact]
    public void Sweeping_a_folder_that_is_not_there_is_no_error() => AtomicFile.Sweep(RealDisk.Instance, _folder["none"], _ => false);
}
