using System.Globalization;
using System.Text;
using Faultline.Auditing;

namespace Faultline.Tests.Auditing;

/// <summary>The auditor's word against all explanations there could be, per error that was put into the books.</summary>
internal sealed class BruteForceTally
{
    private readonly long[] _books = new long[(int)BookError.OffByOne + 1];
    private readonly long[] _unexplained = new long[(int)BookError.OffByOne + 1];
    private readonly long[] _missed = new long[(int)BookError.OffByOne + 1];
    private readonly List<int> _examples = [];

    /// <summary>Books that some number of effects explains and that were called wrong.</summary>
    public List<int> Accused { get; } = [];

    /// <summary>Books with a shared account and an unknown outcome on it.</summary>
    public long SharedAndUnknown { get; private set; }

    public static IEnumerable<BookError> Errors => Enum.GetValues<BookError>();

    public long Unexplained(BookError error) => _unexplained[(int)error];

    public long Missed(BookError error) => _missed[(int)error];

    /// <summary>Audits as many books, from one seed on.</summary>
    public static BruteForceTally Of(int seed, int books, CancellationToken ct)
    {
        var tally = new BruteForceTally();
        for (var i = 0; i < books; i++)
            tally.Add(unchecked(seed + i), ct);
        return tally;
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var error in Errors)
        {
            var (unexplained, missed) = (Unexplained(error), Missed(error));
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"{error,-14} {_books[(int)error],8} books, {unexplained,8} that nothing explains, {missed,5} missed ({(unexplained == 0 ? 0 : (double)missed / unexplained):P3})");
        }

        text.AppendLine(CultureInfo.InvariantCulture, $"{SharedAndUnknown} with shared accounts and unknown outcomes; {Accused.Count} accused wrongly {string.Join(", ", Accused.Take(5))}");
        return text.Append(CultureInfo.InvariantCulture, $"missed for example: {string.Join(", ", _examples)}").ToString();
    }

    private void Add(int seed, CancellationToken ct)
    {
        var books = RandomBooks.Of(seed, out var error);
        var explained = BruteForce.Explanations(books) > 0;
        var audit = Auditor.Audit(books, [], converged: true, ct);
        var told = audit.Anomalies.Count > 0;
        _books[(int)error]++;
        SharedAndUnknown += RandomBooks.SharedAndUnknown(books) ? 1 : 0;
        if (explained && told)
            Accused.Add(seed);
        if (explained)
            return;
        _unexplained[(int)error]++;
        if (told)
            return;
        _missed[(int)error]++;
        if (_examples.Count < 20)
            _examples.Add(seed);
    }
}
