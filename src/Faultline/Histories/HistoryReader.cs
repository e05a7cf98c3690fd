using System.Runtime.CompilerServices;

namespace Faultline.Histories;

/// <summary>Reads what a <see cref="HistoryRecorder"/> wrote, also while it still writes.</summary>
public static class HistoryReader
{
    /// <summary>
    /// The operations of all segments that are closed by now, in order of recording (that is, of completion).
    /// </summary>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="InvalidDataException">A segment is damaged; the message names the file.</exception>
    public static async IAsyncEnumerable<Operation> ReadAsync(
        string folder, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var file in Segments(folder))
        {
            await using var segment = await SegmentReader.OpenAsync(file, cancellationToken);
            for (var group = 0; group < segment.Groups; group++)
            {
                var operations = await segment.ReadAsync(group, cancellationToken);
                foreach (var operation in operations)
                    yield return operation;
            }
        }
    }

    /// <summary>The name of the first segment that is missing before others, or null: a recorder leaves out no number.</summary>
    internal static string? Missing(string folder) => Segments(folder)
        .Index()
        .Where(file => Path.GetFileName(file.Item) != SegmentSchema.FileName(file.Index))
        .Select(file => SegmentSchema.FileName(file.Index))
        .FirstOrDefault();

    // Numbers have six digits, or more once those are used up: the shorter name comes first.
    private static IEnumerable<string> Segments(string folder) => Directory.GetFiles(folder, SegmentSchema.ClosedPattern)
        .OrderBy(file => file.Length)
        .ThenBy(file => file, StringComparer.Ordinal);
}
