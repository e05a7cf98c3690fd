using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;
using Faultline.Docker;
using Faultline.Hosting;

namespace Faultline.Tests.Docker;

public sealed class DockerEngineTests
{
    private static readonly Uri Endpoint = new("unix:///engine.sock");

    [Theory]
    [InlineData("1.41", "1.12", "1.41")]
    [InlineData("1.47", "1.24", "1.47")]
    [InlineData("1.60", "1.44", "1.51")]
    [InlineData("1.60", "1.55", "1.55")]
    public void The_version_that_both_sides_speak_is_used(string newest, string oldest, string expected) =>
        Assert.Equal(System.Version.Parse(expected), DockerEngine.Negotiate(new VersionResponse { APIVersion = newest, MinAPIVersion = oldest }, Endpoint));

    [Fact]
    public void An_engine_that_is_too_old_is_refused_with_what_is_needed()
    {
        var error = Assert.Throws<HostUnavailableException>(
            () => DockerEngine.Negotiate(new VersionResponse { APIVersion = "1.40", MinAPIVersion = "1.12" }, Endpoint));

        Assert.Contains("1.41", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_refusal_without_end_the_beginning_is_told()
    {
        Assert.Equal("no such container", DockerEngine.Text(new DockerApiException(HttpStatusCode.NotFound, """{"message":"no such container"}""")));
        Assert.InRange(DockerEngine.Text(new DockerApiException(HttpStatusCode.NotFound, $$"""{"message":"{{new string('x', 2_000_000)}}"}""")).Length, 900, 1_100);
        Assert.InRange(DockerEngine.Text(new DockerApiException(HttpStatusCode.NotFound, new string('x', 2_000_000))).Length, 900, 1_100);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("\"x\"")]
    [InlineData("1")]
    [InlineData("null")]
    [InlineData("""{"message":1}""")]
    [InlineData("""{"message":null}""")]
    [InlineData("""{"other":"x"}""")]
    public void A_refusal_of_another_form_is_told_as_it_is(string body) =>
        Assert.Equal(body, DockerEngine.Text(new DockerApiException(HttpStatusCode.InternalServerError, body)));

    [Fact]
    public async Task An_absent_engine_is_told_with_its_address()
    {
        var error = await Assert.ThrowsAsync<HostUnavailableException>(
            () => DockerEngine.ConnectAsync(new Uri("unix:///nowhere/docker.sock"), TimeProvider.System, TestContext.Current.CancellationToken));

        Assert.Contains("unix:///nowhere/docker.sock (no such socket)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_engine_behind_ssh_is_refused_with_a_way_out()
    {
        var error = await Assert.ThrowsAsync<HostUnavailableException>(
            () => DockerEngine.ConnectAsync(new Uri("ssh://somewhere"), TimeProvider.System, TestContext.Current.CancellationToken));

        Assert.Contains("ssh -L", error.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void The_table_of_sockets_tells_who_listens_for_others()
    {
        const string Table = """
              sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
               0: 0B00007F:A6A1 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1 1
               1: 00000000:1F40 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 2 1
               2: 020011AC:1F40 010011AC:C350 01 00000000:00000000 00:00000000 00000000     0        0 3 1
            """;

        Assert.Equal([8000], ContainerReadiness.ListeningPorts(Table));
    }
}
