using System.Diagnostics;
using System.Formats.Tar;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Faultline.Docker;
using Faultline.Docker.Provisioning;
using Faultline.Hosting;

namespace Faultline.Cli.Samples;

/// <summary>
/// The one image of all samples: this tool with the runtime it runs on, on a Debian with PostgreSQL that is pulled where
/// there is a registry and else made here. It is built once for each state of the tool and kept.
/// </summary>
internal sealed class SampleImage(DockerEngine engine, Action<string> tell)
{
    private const string Name = "faultline-shop";
    private const string BaseName = "postgres";
    private const string BaseTag = "17";
    private const string LocalBaseName = "faultline-base";
    private const string LocalBaseTag = "1";
    private static readonly TimeSpan PullLimit = TimeSpan.FromMinutes(5);
    private static readonly string[] Ingredients = ["Dockerfile", "start-store", "make-base"];
    private readonly ImageStore _images = new(engine);

    /// <summary>Name and tag of the image, which is built if the engine does not have it.</summary>
    /// <exception cref="HostUnavailableException">It cannot be built here.</exception>
    public async Task<string> EnsureAsync(CancellationToken cancellationToken)
    {
        var tag = Fingerprint();
        var image = $"{Name}:{tag}";
        if (await _images.FindAsync(image, cancellationToken) is not null) return image;

        var platform = $"linux/{System.Runtime.InteropServices.RuntimeInformation.OSArchitecture switch
        {
            System.Runtime.InteropServices.Architecture.X64 => "amd64",
            var other => other.ToString().ToLowerInvariant(),
        }}";
        if (!OperatingSystem.IsLinux() || engine.Platform != platform)
            throw new HostUnavailableException(
                $"the engine runs {engine.Platform}, and this tool, which goes into the image, is not built for that",
                "Next: samples/Shop/compose.yaml says how the image is built from a published tool");

        var foundation = await EnsureBaseAsync(cancellationToken);
        tell($"building the samples' image on {foundation} (once for each version of the tool)");
        var context = Path.GetTempFileName();
        try
        {
            await using (var tar = File.Create(context)) await WriteContextAsync(tar, cancellationToken);
            await using (var tar = File.OpenRead(context))
                await _images.BuildAsync(tar, image, new Dictionary<string, string> { ["BASE"] = foundation }, cancellationToken);
        }
        finally
        {
            File.Delete(context);
        }

        await _images.RemoveOthersAsync(Name, tag, cancellationToken);
        return image;
    }

    private static string Fingerprint()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        // A build of the same sources has the same module ids.
        foreach (var file in Directory.GetFiles(AppContext.BaseDirectory, "*.dll").Order(StringComparer.Ordinal))
            hash.AppendData(File.ReadAllBytes(file));
        foreach (var ingredient in Ingredients) hash.AppendData(Encoding.UTF8.GetBytes(Read(ingredient)));
        hash.AppendData(Encoding.UTF8.GetBytes(Environment.Version.ToString()));
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..12];
    }

    private static string Read(string ingredient)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"image/{ingredient}")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private async Task<string> EnsureBaseAsync(CancellationToken cancellationToken)
    {
        foreach (var there in new[] { $"{BaseName}:{BaseTag}", $"{LocalBaseName}:{LocalBaseTag}" })
            if (await _images.FindAsync(there, cancellationToken) is not null) return there;

        tell($"pulling {BaseName}:{BaseTag}, the base of the samples' image (once)");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(PullLimit);
        string? why;
        try
        {
            why = await _images.PullAsync(BaseName, BaseTag, limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            why = $"it took longer than {PullLimit.TotalMinutes:0} minutes";
        }

        if (why is null) return $"{BaseName}:{BaseTag}";
        tell($"it cannot be pulled ({why}); making a base of Debian's packages instead (about half a minute, once)");
        await MakeBaseAsync(why, cancellationToken);
        return $"{LocalBaseName}:{LocalBaseTag}";
    }

    private async Task MakeBaseAsync(string why, CancellationToken cancellationToken)
    {
        var next = $"Next: make {BaseName}:{BaseTag} known to the engine (docker load), or run it where apt-get reaches Debian's packages";
        var start = new ProcessStartInfo("bash", ["-c", Read("make-base")]) { RedirectStandardOutput = true, RedirectStandardError = true };
        Process maker;
        try
        {
            maker = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new HostUnavailableException($"the base image can neither be pulled ({why}) nor made here ({e.Message})", next, e);
        }

        using (maker)
        {
            var complaints = maker.StandardError.ReadToEndAsync(cancellationToken);
            try
            {
                await _images.ImportAsync(maker.StandardOutput.BaseStream, LocalBaseName, LocalBaseTag, cancellationToken);
                await maker.WaitForExitAsync(cancellationToken);
            }
            catch
            {
                if (!maker.HasExited) maker.Kill(entireProcessTree: true);
                throw;
            }

            if (maker.ExitCode == 0) return;
            await _images.RemoveOthersAsync(LocalBaseName, "none", cancellationToken);
            var last = (await complaints).Split('\n', StringSplitOptions.RemoveEmptyEntries).LastOrDefault() ?? $"exit code {maker.ExitCode}";
            throw new HostUnavailableException($"the base image can neither be pulled ({why}) nor made here ({last})", next);
        }
    }

    private static async Task WriteContextAsync(Stream output, CancellationToken cancellationToken)
    {
        await using var tar = new TarWriter(output, TarEntryFormat.Pax);
        foreach (var ingredient in Ingredients)
            await tar.WriteEntryAsync(
                new PaxTarEntry(TarEntryType.RegularFile, ingredient) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(Read(ingredient))) }, cancellationToken);
        foreach (var file in Directory.EnumerateFiles(AppContext.BaseDirectory, "*", SearchOption.AllDirectories).Where(IsNeeded))
            await AddAsync(file, Path.GetRelativePath(AppContext.BaseDirectory, file));
        foreach (var (file, name) in RuntimeFiles())
            await AddAsync(file, Path.Combine("dotnet", name));

        async Task AddAsync(string file, string name)
        {
            await using var content = File.OpenRead(file);
            var mode = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead | UnixFileMode.UserWrite;
            if (Path.GetExtension(name).Length == 0 || name.EndsWith("Faultline.Cli", StringComparison.Ordinal))
                mode |= UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
            await tar.WriteEntryAsync(
                new PaxTarEntry(TarEntryType.RegularFile, $"app/{name.Replace('\\', '/')}") { DataStream = content, Mode = mode }, cancellationToken);
        }
    }

    /// <summary>
    /// Assemblies, their settings, the executable, and native libraries for Linux; not what else a build puts beside
    /// them, nor the library that draws pictures, which no service does.
    /// </summary>
    private static bool IsNeeded(string file)
    {
        if (Path.GetFileNameWithoutExtension(file) == "libSkiaSharp") return false;
        var relative = Path.GetRelativePath(AppContext.BaseDirectory, file);
        return Path.GetDirectoryName(relative) is { Length: > 0 }
            ? relative.StartsWith("runtimes", StringComparison.Ordinal) && relative.Contains("linux", StringComparison.Ordinal)
            : Path.GetExtension(file) is ".dll" or ".json" or ".so" || relative == "Faultline.Cli";
    }

    /// <summary>The .NET runtime that runs this process; none where the tool was published with its own.</summary>
    private static IEnumerable<(string File, string Name)> RuntimeFiles()
    {
        var core = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        if (Path.GetFullPath(core).TrimEnd('/') == Path.GetFullPath(AppContext.BaseDirectory).TrimEnd('/')) return [];
        var web = Path.GetDirectoryName(typeof(Microsoft.AspNetCore.Builder.WebApplication).Assembly.Location)!;
        var root = Path.GetFullPath(Path.Combine(core, "..", "..", ".."));
        var resolver = Path.Combine(root, "host", "fxr", Path.GetFileName(core));
        return new[] { core, web, resolver }
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            .Select(file => (file, Path.GetRelativePath(root, file)));
    }
}
