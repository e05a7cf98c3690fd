namespace Faultline.Workloads.Http.Model.Checks;

/// <summary>The variables of a request.</summary>
internal static class RequestSlots
{
    /// <summary>Slots of all, each once.</summary>
    public static IReadOnlyList<int> Of(RequestSpec request) =>
        [.. request.Path.Slots.Concat(request.Headers.SelectMany(h => h.Value.Slots)).Concat(request.Body?.Slots ?? []).Distinct()];
}
