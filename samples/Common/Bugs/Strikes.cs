using System.Security.Cryptography;
using System.Text;

namespace Samples.Bugs;

/// <summary>
/// Which ids a bug strikes: a share of them, chosen by the id alone, so that no restart and no other replica changes it.
/// </summary>
internal static class Strikes
{
    /// <summary>Whether an id is among the struck ones, of which there is one in <paramref name="oneIn"/>.</summary>
    public static bool Hits(string id, int oneIn) =>
        BitConverter.ToUInt32(SHA256.HashData(Encoding.UTF8.GetBytes(id))) % (uint)oneIn == 0;
}
