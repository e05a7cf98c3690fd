namespace Faultline.Checking;

/// <summary>How many attempts at transactions of one kind there were, and how many of them ended ok.</summary>
/// <param name="Kind">Kind of the operations that are attempts at it.</param>
/// <param name="Attempts">Attempts, however they ended.</param>
/// <param name="Succeeded">Those that ended ok.</param>
public sealed record KindAttempts(string Kind, long Attempts, long Succeeded);
