using Faultline.Docker;
using Faultline.Hosting;
using Faultline.Tests.Hosting;

namespace Faultline.Tests.Docker;

public sealed class RememberedEndpointTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_the_file_names_is_found_and_what_names_nothing_is_no_endpoint()
    {
        await File.WriteAllTextAsync(_folder["endpoint"], "unix:///engine.sock\n", Token);
        await File.WriteAllTextAsync(_folder["empty"], "", Token);

        Assert.Equal(new Uri("unix:///engine.sock"), await DockerHost.RememberedAsync(_folder["endpoint"], Token));
        Assert.Null(await DockerHost.RememberedAsync(_folder["empty"], Token));
        Assert.Null(await DockerHost.RememberedAsync(_folder["absent"], Token));
        Assert.Null(await DockerHost.RememberedAsync(_folder["absent/endpoint"], Token));
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_is_told_by_name()
    {
        Directory.CreateDirectory(_folder["endpoint"]);

        var error = await Assert.ThrowsAsync<HostUnavailableException>(() => DockerHost.RememberedAsync(_folder["endpoint"], Token));

        Assert.Contains(_folder["endpoint"], error.Message, StringComparison.Ordinal);
        Assert.Contains("DOCKER_HOST", error.Hint, StringComparison.Ordinal);
    }
}
