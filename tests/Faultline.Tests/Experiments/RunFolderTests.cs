using Faultline.Configuration;
using Faultline.Experiments;

namespace Faultline.Tests.Experiments;

public sealed class RunFolderTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2031, 5, 6, 12, 0, 0, TimeSpan.Zero);
    private readonly string _parent = Directory.CreateTempSubdirectory("faultline-folder-").FullName;

    public void Dispose() => Directory.Delete(_parent, recursive: true);

    [Fact]
    public void It_is_named_after_time_and_run_and_latest_points_to_it()
    {
        var folder = RunFolder.Create(_parent, "my run/1", Noon);

        Assert.Equal("20310506T120000Z-my-run-1", folder.Id);
        Assert.True(Directory.Exists(folder.History));
        folder.PointLatest();
        Assert.Equal(folder.Id, new FileInfo(Path.Combine(_parent, "latest")).LinkTarget);
    }

    [Fact]
    public void Two_in_one_second_have_folders_of_their_own()
    {
        var first = RunFolder.Create(_parent, "a", Noon);
        var second = RunFolder.Create(_parent, "a", Noon);
        first.PointLatest();
        second.PointLatest();

        Assert.NotEqual(first.Path, second.Path);
        Assert.Equal(second.Id, new FileInfo(Path.Combine(_parent, "latest")).LinkTarget);
    }

    [Fact]
    public void A_folder_called_latest_is_left_alone()
    {
        Directory.CreateDirectory(Path.Combine(_parent, "latest"));

        RunFolder.Create(_parent, "a", Noon).PointLatest();

        Assert.Null(new DirectoryInfo(Path.Combine(_parent, "latest")).LinkTarget);
    }

    [Fact]
    public void Discarded_it_leaves_nothing_that_was_not_there()
    {
        RunFolder.Create(_parent, "a", Noon).Discard();
        RunFolder.Create(Path.Combine(_parent, "new"), "a", Noon).Discard();

        Assert.Empty(Directory.GetFileSystemEntries(_parent));
        Assert.True(Directory.Exists(_parent));
    }

    [Theory]
    [InlineData("../..", "20310506T120000Z-run")]
    [InlineData("", "20310506T120000Z-run")]
    public void A_name_cannot_leave_the_folder(string name, string id) => Assert.Equal(id, RunFolder.Create(_parent, name, Noon).Id);

    [Fact]
    public void A_file_in_its_place_is_a_configuration_error()
    {
        var file = Path.Combine(_parent, "file");
        File.WriteAllText(file, "");

        var error = Assert.Throws<ConfigurationException>(() => RunFolder.Create(file, "a", Noon));

        Assert.Contains(file, error.Message, StringComparison.Ordinal);
    }
}
