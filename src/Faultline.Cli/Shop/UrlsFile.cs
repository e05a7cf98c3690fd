using Faultline.Workloads.Shop;

namespace Faultline.Cli.Shop;

/// <summary>Puts <c>urls.json</c> into a folder while a shop runs from it, and puts back what stood there before.</summary>
internal sealed class UrlsFile : IDisposable
{
    private readonly string _path;
    private readonly string _backup;
    private readonly string _written;

    private UrlsFile(string path, Uri gateway)
    {
        _path = path;
        _backup = path + ".bak";
        var before = File.Exists(path) ? File.ReadAllText(path) : null;
        var next = path + ".next";
        new ShopUrls(gateway, gateway, gateway).Write(next);
        try
        {
            _written = File.ReadAllText(next);
            if (before is not null && before != _written) File.Move(path, _backup, overwrite: true);
            File.Move(next, path, overwrite: true);
        }
        catch
        {
            File.Delete(next);
            throw;
        }
    }

    /// <summary>Whether another file stood there and is kept as <c>urls.json.bak</c> meanwhile.</summary>
    public bool KeptAnother => File.Exists(_backup);

    public static UrlsFile Write(string folder, Uri gateway) => new(In(folder), gateway);

    /// <summary>Where it stands in a folder.</summary>
    public static string In(string folder) => Path.Combine(folder, "urls.json");

    public void Dispose()
    {
        try
        {
            // Somebody may have written an own file since; that one stays.
            if (!File.Exists(_path) || File.ReadAllText(_path) != _written) return;
            if (File.Exists(_backup)) File.Move(_backup, _path, overwrite: true);
            else File.Delete(_path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"warning: {_path} could not be put back ({e.Message})");
        }
    }
}
