namespace Faultline.Workloads.Http.Model.Checks;

/// <summary>The mix of scripts: its shares, and that each script does something.</summary>
internal static class MixCheck
{
    // Shares are written in percent with few decimals, and held in binary.
    private const double Tolerance = 1e-9;

    public static void Check(SystemModel model, ModelNames names, Findings findings)
    {
        var users = model.Users;
        if (users.ShortestPause > users.LongestPause) findings.Error("the shorter pause comes first", users, "pause");
        if (names.Unread.Mix) return;

        if (users.Mix.Count == 0)
        {
            findings.Error("the mix is empty: users would do nothing", users, "mix", "For example mix: { 100%: [pick id, look] }");
            return;
        }

        var sum = users.Mix.Sum(s => s.Share);
        if (Math.Abs(sum - 1) > Tolerance)
            findings.Error(FormattableString.Invariant($"the shares of the mix are {sum * 100:0.###} % together, not 100 %"), users, "mix");

        foreach (var script in users.Mix)
        {
            if (!script.Steps.OfType<CallStep>().Any() && !names.Unread.Scripts.Contains(script))
                findings.Error("this script sends nothing", script, hint: "Write the name of an operation into it.");
        }
    }
}
