using System.Security.Cryptography;
using System.Text;
using Faultline.Histories;
using Faultline.Storage;

namespace Faultline.Experiments;

/// <summary>
/// Digests of the files from which a run is judged again: its history, its books and, once it has ended, its
/// <c>run.json</c>; in the format of <c>sha256sum</c>. They tell damage by name. They are no signature: whoever
/// changes a file on purpose can write its digest too.
/// </summary>
internal static class RunSeal
{
    /// <summary>Name of the file in a run's folder.</summary>
    public const string Name = "SHA256SUMS";

    private const string RunFile = "run.json";

    // As many digits as a digest of 256 bits has, and the two spaces after them.
    private const int Digits = 64;
    private const string Gap = "  ";

    /// <summary>Takes down the digests of all files that are there.</summary>
    /// <param name="folder">Folder of the run.</param>
    /// <param name="finished">Whether the run has ended, so that its <c>run.json</c> changes no more.</param>
    /// <exception cref="IOException">A file cannot be read, or the digests not written.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be read, or the digests not written.</exception>
    public static void Write(string folder, bool finished)
    {
        var lines = new StringBuilder();
        foreach (var file in Segments(folder).Append(BooksFile.Name).Concat(finished ? [RunFile] : []))
            if (File.Exists(Path.Combine(folder, file))) lines.Append(Digest(folder, file)).Append(Gap).Append(file).Append('\n');
        AtomicFile.Write(Path.Combine(folder, Name), stream => stream.Write(Encoding.UTF8.GetBytes(lines.ToString())));
    }

    /// <summary>Takes down the digests, or tells that they could not be: the run is judged all the same.</summary>
    public static void WriteOrWarn(string folder, bool finished, IRunObserver observer)
    {
        try
        {
            Write(folder, finished);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            observer.Warned($"the digests of the run's files could not be written, so damage to them will not be told: {e.Message}");
        }
    }

    /// <summary>Compares the files with their digests; false where the run has none.</summary>
    /// <exception cref="InvalidDataException">A file is missing, is not what it was, or was not there; the message names it.</exception>
    /// <exception cref="OperationCanceledException">The comparison was stopped.</exception>
    public static bool Verify(string folder, CancellationToken cancellationToken)
    {
        var seal = Path.Combine(folder, Name);
        if (!File.Exists(seal)) return false;

        var digests = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in File.ReadLines(seal))
        {
            if (line.Length <= Digits + Gap.Length || !line.AsSpan(Digits).StartsWith(Gap) || !IsOurs(line[(Digits + Gap.Length)..])
                || !digests.TryAdd(line[(Digits + Gap.Length)..], line[..Digits]))
                throw new InvalidDataException($"{Name} is damaged: its line \"{line[..Math.Min(line.Length, 100)]}\" is no digest of a file of a run");
        }

        foreach (var (file, digest) in digests)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!File.Exists(Path.Combine(folder, file))) throw new InvalidDataException($"{file} is missing");
            var found = Digest(folder, file);
            if (found == digest) continue;
            var other = digests.FirstOrDefault(d => d.Value == found).Key;
            throw new InvalidDataException(other is null
                ? $"{file} is damaged: it is not what it was when the run was judged"
                : $"{file} is damaged: it holds what {other} held when the run was judged");
        }

        return Segments(folder).FirstOrDefault(s => !digests.ContainsKey(s)) is { } added
            ? throw new InvalidDataException($"{added} was not there when the run was judged")
            : true;
    }

    private static IEnumerable<string> Segments(string folder) => Directory.Exists(Path.Combine(folder, RunFolder.HistoryName))
        ? Directory.GetFiles(Path.Combine(folder, RunFolder.HistoryName), SegmentSchema.ClosedPattern)
            .Select(file => $"{RunFolder.HistoryName}/{Path.GetFileName(file)}")
            .Order(StringComparer.Ordinal)
        : [];

    private static bool IsOurs(string file) =>
        file is BooksFile.Name or RunFile
        || (file.StartsWith($"{RunFolder.HistoryName}/part-", StringComparison.Ordinal) && !file.Contains("..", StringComparison.Ordinal));

    private static string Digest(string folder, string file)
    {
        using var stream = File.OpenRead(Path.Combine(folder, file));
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
