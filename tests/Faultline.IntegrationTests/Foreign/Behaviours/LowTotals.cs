using System.Globalization;
using System.Text.RegularExpressions;

namespace Faultline.IntegrationTests.Foreign;

/// <summary>Its orders tell a total that is 1 too low.</summary>
/// <param name="isCharged">Whether that is what users are charged, too.</param>
internal sealed partial class LowTotals(bool isCharged) : Behaviour
{
    public override Reply Work(Call call, ForeignBooks books, Func<Reply> desk)
    {
        var reply = desk();
        return call.Parts is ["orders", "find", _] && reply.IsOk
            ? reply.Saying(Total().Replace(reply.Text, total => Reply.Number(long.Parse(total.Value, CultureInfo.InvariantCulture) - 1)))
            : reply;
    }

    public override void Apply(Effect effect, Action<Effect> next) =>
        next(isCharged && effect.Store == Store.Payment ? effect with { Amount = effect.Amount + 1 } : effect);

    [GeneratedRegex("""(?<="total_cost":)\d+""")]
    private static partial Regex Total();
}
