using Docker.DotNet;
using Docker.DotNet.Models;
using Faultline.Hosting;

namespace Faultline.Docker.Provisioning;

/// <summary>Images of an engine: found, pulled, imported, built.</summary>
public sealed class ImageStore(DockerEngine engine)
{
    /// <summary>The id of an image, or null where the engine does not have it.</summary>
    /// <exception cref="HostUnavailableException">The engine does not answer.</exception>
    public Task<string?> FindAsync(string name, CancellationToken cancellationToken) => engine.AskAsync<string?>(
        async (client, token) =>
        {
            try
            {
                return (await client.Images.InspectImageAsync(name, token)).ID;
            }
            catch (DockerImageNotFoundException)
            {
                return null;
            }
        },
        cancellationToken);

    /// <summary>Pulls an image; returns why that was not possible, or null where it was.</summary>
    public async Task<string?> PullAsync(string name, string tag, CancellationToken cancellationToken)
    {
        var problem = new FirstError();
        try
        {
            await engine.Client.Images.CreateImageAsync(new ImagesCreateParameters { FromImage = name, Tag = tag }, new AuthConfig(), problem, cancellationToken);
            return problem.Text;
        }
        catch (DockerApiException e)
        {
            return DockerEngine.Text(e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return e.Message;
        }
    }

    /// <summary>Makes an image of a root file system.</summary>
    /// <param name="tar">The file system, as a tar.</param>
    /// <param name="name">The image's name.</param>
    /// <param name="tag">The image's tag.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="HostUnavailableException">The engine refuses.</exception>
    public Task ImportAsync(Stream tar, string name, string tag, CancellationToken cancellationToken) => WorkAsync(
        progress => engine.Client.Images.CreateImageAsync(
            new ImagesCreateParameters { FromSrc = "-", Repo = name, Tag = tag }, tar, new AuthConfig(), progress, cancellationToken),
        $"importing {name}",
        cancellationToken);

    /// <summary>Builds an image of a context that has a Dockerfile.</summary>
    /// <param name="context">The context, as a tar.</param>
    /// <param name="name">Name and tag of the image.</param>
    /// <param name="arguments">The build's arguments.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="HostUnavailableException">The engine refuses, or a step fails.</exception>
    public Task BuildAsync(Stream context, string name, IReadOnlyDictionary<string, string> arguments, CancellationToken cancellationToken) => WorkAsync(
        progress => engine.Client.Images.BuildImageFromDockerfileAsync(
            new ImageBuildParameters
            {
                Tags = [name],
                BuildArgs = new Dictionary<string, string>(arguments),
                Remove = true,
                ForceRemove = true,
                // Nothing that is built here needs a network, and a build without one works the same everywhere.
                NetworkMode = "none",
            },
            context, [], new Dictionary<string, string>(), progress, cancellationToken),
        $"building {name}",
        cancellationToken);

    /// <summary>Removes the images of a name whose tag is another one, as far as nothing uses them.</summary>
    public async Task RemoveOthersAsync(string name, string tag, CancellationToken cancellationToken)
    {
        var images = await engine.AskAsync(
            (client, token) => client.Images.ListImagesAsync(
                new ImagesListParameters { Filters = new Dictionary<string, IDictionary<string, bool>> { ["reference"] = new Dictionary<string, bool> { [name] = true } } }, token),
            cancellationToken);
        foreach (var other in images.SelectMany(i => i.RepoTags ?? []).Where(t => t.StartsWith(name + ":", StringComparison.Ordinal) && t != $"{name}:{tag}"))
            try
            {
                await engine.TellAsync((client, token) => client.Images.DeleteImageAsync(other, new ImageDeleteParameters(), token), cancellationToken);
            }
            catch (HostUnavailableException)
            {
                // A container still uses it; it goes when a later image is built.
            }
    }

    private static async Task WorkAsync(Func<IProgress<JSONMessage>, Task> work, string what, CancellationToken cancellationToken)
    {
        var problem = new FirstError();
        try
        {
            await work(problem);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new HostUnavailableException($"{what} failed: {problem.Text ?? (e is DockerApiException refusal ? DockerEngine.Text(refusal) : e.Message)}", inner: e);
        }

        if (problem.Text is { } text) throw new HostUnavailableException($"{what} failed: {text}");
    }

    /// <summary>The engine tells errors of long work among its progress.</summary>
    private sealed class FirstError : IProgress<JSONMessage>
    {
        private string? _last;

        public string? Text { get; private set; }

        public void Report(JSONMessage value)
        {
            if (!string.IsNullOrWhiteSpace(value.Stream)) _last = value.Stream.Trim();
            if (value.Error is { } error) Text ??= _last is null ? error.Message : $"{error.Message} ({_last})";
        }
    }
}
