namespace Shop.Order.Sagas;

/// <summary>
/// A checkout on record. Its states: <c>stepping</c> (steps up to <see cref="Step"/> may have been applied), then
/// <c>done</c> (the order is paid), or <c>compensating</c> (it can never be paid any more) and <c>aborted</c>.
/// </summary>
/// <param name="Id">Its id; the key of step n is <c>Id:n</c>.</param>
/// <param name="OrderId">The order that is checked out.</param>
/// <param name="Steps">What it does in the other services, in this order.</param>
/// <param name="Step">Number of the last step that was logged; −1 where there is none.</param>
/// <param name="Epoch">How often it was taken over; a former owner cannot log under an old epoch.</param>
internal sealed record Saga(string Id, string OrderId, IReadOnlyList<SagaStep> Steps, int Step, long Epoch)
{
    public string KeyOf(int step) => $"{Id}:{step}";
}
