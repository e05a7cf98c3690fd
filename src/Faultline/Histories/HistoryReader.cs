using System.Runtime.CompilerServices;

namespace Faultline.Histories;

/// <summary>Reads what a <see cref="HistoryRecorder"/> wrote, also while it still writes.</summary>
public static class HistoryReader
{
    /// <summary>
    /// The operations of all segments that are closed by now, in order of recording (that is, of completion). Where the
    /// process that recorded them was killed, then also those that it had begun and not yet written: what was in flight is
    /// unknown and ends with the history, of the others the answers' texts and instances are missing.
    /// </summary>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="InvalidDataException">A segment is damaged; the message names the file.</exception>
    /// <exception cref="OperationCanceledException">The reading was ended.</exception>
    public static async IAsyncEnumerable<Operation> ReadAsync(
        string folder, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var files = Segments(folder).ToList();
        // After the names: what is in none of these segments is still in the log.
        var begun = IntentReader.Read(folder).Operations;
        var end = begun.Count == 0 ? TimeSpan.Zero : begun.Values.Max(operation => operation.Completed);
        foreach (var file in files)
        {
            await using var segment = await SegmentReader.OpenAsync(file, cancellationToken);
            for (var group = 0; group < segment.Groups; group++)
            {
                // What reads a segment looks at no token while the file is at hand.
                cancellationToken.ThrowIfCancellationRequested();
                var operations = await segment.ReadAsync(group, cancellationToken);
                foreach (var operation in operations)
                {
                    if (begun.Count > 0)
                    {
                        begun.Remove(operation.Id);
                        if (operation.Completed > end) end = operation.Completed;
                    }

                    yield return operation;
                }
            }
        }

        foreach (var operation in begun.Values.OrderBy(operation => operation.Id))
            yield return operation.Answer == IntentReader.InFlight ? operation with { Completed = end } : operation;
    }

    /// <summary>The name of the first segment that is missing before others, or null: a recorder leaves out no number.</summary>
    internal static string? Missing(string folder) => Segments(folder)
        .Index()
        .Where(file => Path.GetFileName(file.Item) != SegmentSchema.FileName(file.Index))
        .Select(file => SegmentSchema.FileName(file.Index))
        .FirstOrDefault();

    /// <summary>How many entries of the log of what had begun are damaged, and left out: each was an operation.</summary>
    internal static int Damaged(string folder) => IntentReader.Read(folder).Damaged;

    // Numbers have six digits, or more once those are used up: the shorter name comes first.
    private static IEnumerable<string> Segments(string folder) => Directory.GetFiles(folder, SegmentSchema.ClosedPattern)
        .OrderBy(file => file.Length)
        .ThenBy(file => file, StringComparer.Ordinal);
}
