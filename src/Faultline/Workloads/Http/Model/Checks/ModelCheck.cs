namespace Faultline.Workloads.Http.Model.Checks;

/// <summary>
/// What can be said of a model before anything is sent: everything that is wrong with it, and what its author should know. Both
/// front ends ask it.
/// </summary>
internal static class ModelCheck
{
    /// <summary>All findings, by part; errors and warnings.</summary>
    /// <param name="model">The model.</param>
    /// <param name="unread">
    /// Names that are declared, but whose parts could not be read and are missing in the model; what only follows from that is not
    /// told again.
    /// </param>
    public static IReadOnlyList<ModelFinding> Of(SystemModel model, UnreadNames? unread = null)
    {
        var findings = new Findings();
        var names = new ModelNames(model, unread ?? new UnreadNames());
        NameCheck.Check(model, names, findings);
        AccountCheck.Check(model, names, findings);
        OperationCheck.Check(model, findings);
        EntityCheck.Check(model, names, findings);
        MixCheck.Check(model, names, findings);
        ScriptCheck.Check(model, names, findings);
        ConservationSample.Check(model, findings);
        return findings.All;
    }
}
