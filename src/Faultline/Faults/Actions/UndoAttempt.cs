namespace Faultline.Faults.Actions;

/// <summary>Undoing by an action that may be wrong, or that cannot read what the journal keeps for it.</summary>
internal static class UndoAttempt
{
    /// <summary>The same as <see cref="IFaultAction.UndoAsync"/>; what that throws is what stood in the way, so that the others are undone.</summary>
    public static async Task<RestoreResult> TryUndoAsync(this IFaultAction action, UndoEntry undo, RestoreRequest request)
    {
        try
        {
            return await action.UndoAsync(undo, request);
        }
        catch (Exception e)
        {
            return new RestoreResult(RestoreOutcome.NotStarted, e.Message);
        }
    }
}
