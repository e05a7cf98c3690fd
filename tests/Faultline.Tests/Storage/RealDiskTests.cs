using Faultline.Storage;
using Faultline.Tests.Hosting;

namespace Faultline.Tests.Storage;

public sealed class RealDiskTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly RealDisk _disk = RealDisk.Instance;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_open_file_has_one_holder_and_is_free_when_that_lets_go()
    {
        using (var file = _disk.TryOpen(_folder["a"])!)
        {
            Assert.Null(_disk.TryOpen(_folder["a"]));
            file.Append("one"u8);
            file.Append(" two"u8);
            file.Cut(5);
            file.Append("!"u8);
            file.Sync();
            Assert.Equal("one t!"u8.ToArray(), file.ReadAll());
        }

        Assert.Equal("one t!"u8.ToArray(), _disk.Read(_folder["a"]));
        using var again = _disk.TryOpen(_folder["a"]);
        Assert.NotNull(again);
    }

    [Fact]
    public void What_is_not_there_is_empty_or_null_and_no_error()
    {
        Assert.Null(_disk.Read(_folder["none/a"]));
        Assert.False(_disk.Exists(_folder["none/a"]));
        Assert.Empty(_disk.Files(_folder["none"]));
        Assert.Empty(_disk.Folders(_folder["none"]));
        _disk.Delete(_folder["none/a"]);
        _disk.DeleteEmptyFolder(_folder["none"]);
    }

    [Fact]
    public void Folders_are_made_synced_and_deleted_once_they_are_empty()
    {
        _disk.CreateFolder(_folder["a/b"]);
        _disk.SyncFolder(_folder["a/b"]);
        _disk.DeleteEmptyFolder(_folder["a"]);
        Assert.Equal([_folder["a/b"]], _disk.Folders(_folder["a"]));

        _disk.DeleteEmptyFolder(_folder["a/b"]);
        Assert.Empty(_disk.Folders(_folder["a"]));
    }

    [Fact]
    public void A_file_that_may_not_be_opened_is_an_error() =>
        Assert.ThrowsAny<UnauthorizedAccessException>(() => _disk.TryOpen(_folder.Path));
}
