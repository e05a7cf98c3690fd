using System.Runtime.CompilerServices;
using CsCheck;
using Faultline.Histories;

namespace Faultline.Tests.Histories;

public sealed class OperationRecordTests
{
    [Fact]
    public void A_recorded_operation_takes_40_bytes() => Assert.Equal(40, Unsafe.SizeOf<OperationRecord>());

    [Fact]
    public void Everything_packed_comes_out_again() =>
        Gen.Select(
                Gen.Long[0, OperationRecord.MostIds - 1],
                Gen.Select(Gen.Int[0, 4095], Gen.Int[0, 4095], Gen.Int[0, 4095]),
                Gen.Int[0, OperationRecord.MostUsers - 1],
                Gen.Select(Gen.Long[0, 1L << 51], Gen.UInt, Gen.UInt),
                Gen.Enum<Outcome>(),
                Gen.Int[0, 999],
                Gen.Int)
            .Sample((id, texts, user, times, outcome, status, bytes) =>
            {
                var intended = Microseconds(times.Item1);
                var record = new OperationRecord(
                    id, texts.Item1, "key", user,
                    (intended, intended + Microseconds(times.Item2), intended + Microseconds(times.Item3)),
                    outcome, status, bytes, texts.Item2, texts.Item3);
                return record.Id == id && record.Kind == texts.Item1 && record.Key == "key" && record.User == user
                    && record.IntendedMicroseconds == times.Item1
                    && record.SentMicroseconds == times.Item1 + times.Item2
                    && record.CompletedMicroseconds == times.Item1 + times.Item3
                    && record.Outcome == outcome && record.Status == status && record.Bytes == bytes
                    && record.Answer == texts.Item2 && record.Instance == texts.Item3;
            });

    [Fact]
    public void An_attempt_longer_than_71_minutes_is_recorded_as_that_long()
    {
        var record = new OperationRecord(
            0, 0, "", 0, (TimeSpan.Zero, TimeSpan.FromHours(1), TimeSpan.FromHours(2)), Outcome.Unknown, 0, 0, 0, 0);
        Assert.Equal(3_600_000_000, record.SentMicroseconds);
        Assert.Equal(uint.MaxValue, record.CompletedMicroseconds);
    }

    private static TimeSpan Microseconds(long count) => new(count * TimeSpan.TicksPerMicrosecond);
}
