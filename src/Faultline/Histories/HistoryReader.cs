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
        // Numbers have six digits, or more once those are used up: the shorter name comes first.
        var files = Directory.GetFiles(folder, SegmentSchema.ClosedPattern)
            .OrderBy(file => file.Length)
            .ThenBy(file => file, StringComparer.Ordinal);
        foreach (var file in files)
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
}
