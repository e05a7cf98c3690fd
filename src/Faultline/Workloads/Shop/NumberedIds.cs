using System.Collections;
using System.Globalization;

namespace Faultline.Workloads.Shop;

/// <summary>The ids <c>from</c> … <c>from + count − 1</c>, written when asked for: a population of 300,000 costs nothing to hold.</summary>
internal sealed class NumberedIds(int count, int from = 0) : IReadOnlyList<string>
{
    public int Count => count;

    public string this[int index] =>
        (uint)index < (uint)count
            ? (from + index).ToString(CultureInfo.InvariantCulture)
            : throw new ArgumentOutOfRangeException(nameof(index));

    /// <summary>Whether an id is one of these.</summary>
    public bool Contains(string id) =>
        int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && (uint)(number - from) < (uint)count
        && (id.Length == 1 || id[0] != '0');

    public IEnumerator<string> GetEnumerator()
    {
        for (var i = 0; i < count; i++) yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
