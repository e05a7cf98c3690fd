using Faultline.Histories;

namespace Faultline.Tests.Recovery;

/// <summary>Operations of a history, told by what matters to the figures of recovery.</summary>
internal static class Answered
{
    public static Operation Ok(double at, double latency = 0.01, int user = 0, string instance = "", string kind = "checkout") =>
        Operation(at, latency, user, Outcome.Ok, 200, "", instance, kind);

    public static Operation Not(double at, Outcome outcome, int status, string text, double latency = 0.01, int user = 0, string kind = "checkout") =>
        Operation(at, latency, user, outcome, status, text, "", kind);

    public static Operation BadGateway(double at, double latency = 0.01, int user = 0) => Not(at, Outcome.Unknown, 502, "bad gateway", latency, user);

    private static Operation Operation(double at, double latency, int user, Outcome outcome, int status, string text, string instance, string kind) => new(
        0, kind, "o", user, TimeSpan.FromSeconds(at), TimeSpan.FromSeconds(at), TimeSpan.FromSeconds(at + latency), outcome, status, 2, text, instance);
}
