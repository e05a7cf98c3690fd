using Faultline.Histories;

namespace Faultline.Tests.Histories;

/// <summary>Operations to record, and what was recorded.</summary>
internal static class OperationSamples
{
    private static readonly (Outcome Outcome, int Status, string Answer)[] Endings =
    [
        (Outcome.Ok, 200, ""),
        (Outcome.Failed, 400, "Insufficient stock"),
        (Outcome.Failed, 0, "connection refused"),
        (Outcome.Unknown, 500, "{\"error\":\"naïve 日本語 🧾\"}"),
        (Outcome.Unknown, 0, "timed out after 10 s"),
    ];

    public static Operation Number(int i)
    {
        var random = new Random(i);
        var (outcome, status, answer) = Endings[random.Next(Endings.Length)];
        var intended = TimeSpan.FromMicroseconds(i * 37L);
        var sent = intended + TimeSpan.FromMicroseconds(random.Next(5_000));
        var completed = sent + TimeSpan.FromMicroseconds(random.Next(10_000_000));
        var reads = outcome == Outcome.Ok ? random.Next(8) : 0;
        return new Operation(
            i, random.Next(2) == 0 ? "checkout" : "add_item", $"order {random.Next(1000)}", random.Next(1 << 20),
            intended, sent, completed, outcome, status, random.Next(100_000), answer,
            random.Next(3) == 0 ? "" : $"order-{random.Next(3)}")
        {
            Value = reads is 1 or 2 ? random.NextInt64(long.MinValue, long.MaxValue) : null,
            Text = reads == 3 ? $"state {random.Next(4)}" : null,
            Input = random.Next(3) == 0 ? $"from={random.Next(100)} cents={random.Next(50)}" : null,
        };
    }

    public static void Record(this HistoryRecorder recorder, Operation operation) => recorder.Record(
        operation.Id, operation.Kind, operation.Key, operation.User, operation.Intended, operation.Sent,
        operation.Completed, operation.Outcome, operation.Status, operation.Bytes, operation.Answer,
        operation.Instance,
        operation.Text is null ? new ReadValue(operation.Value) : new ReadValue(operation.Text), operation.Input);

    public static ValueTask<List<Operation>> ReadAsync(string folder) =>
        HistoryReader.ReadAsync(folder, TestContext.Current.CancellationToken)
            .ToListAsync(TestContext.Current.CancellationToken);

    /// <summary>Completes when something that another thread does has happened.</summary>
    public static async Task HappensAsync(Func<bool> condition)
    {
        while (!condition())
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
