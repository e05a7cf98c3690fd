using System.Globalization;
using System.Security.Cryptography;

namespace Faultline.Workloads;

/// <summary>Ids that no entity ever had, of the same form as one that did: a service may refuse another form in other words.</summary>
internal static class StrangeIds
{
    private const int Tries = 2;
    private const int FewestFree = 8;

    // Within 32 bits, for services that keep ids as numbers.
    private const int Smallest = 1_500_000_000;

    /// <summary>Whether an id is a number.</summary>
    public static bool IsNumber(string id) => id.All(char.IsAsciiDigit);

    /// <summary>Some strange ids like this one.</summary>
    public static IEnumerable<string> Like(string id) => Enumerable.Range(0, Tries).Select(_ => One(id));

    private static string One(string id)
    {
        // No run may have met it before: a seed would repeat it.
        if (IsNumber(id)) return RandomNumberGenerator.GetInt32(Smallest, int.MaxValue).ToString(CultureInfo.InvariantCulture);
        var like = string.Create(id.Length, id, static (text, id) =>
        {
            for (var i = 0; i < text.Length; i++) text[i] = Like(id[i]);
        });
        // Of few digits and letters, any may have been given out.
        return id.Count(char.IsAsciiHexDigit) >= FewestFree ? like : like + RandomNumberGenerator.GetInt32(Smallest, int.MaxValue).ToString(CultureInfo.InvariantCulture);
    }

    // Letters stay hexadecimal, so that an id of hexadecimal digits stays one.
    private static char Like(char c) => c switch
    {
        >= '0' and <= '9' => (char)('0' + RandomNumberGenerator.GetInt32(10)),
        >= 'a' and <= 'f' => (char)('a' + RandomNumberGenerator.GetInt32(6)),
        >= 'A' and <= 'F' => (char)('A' + RandomNumberGenerator.GetInt32(6)),
        _ => c,
    };
}
