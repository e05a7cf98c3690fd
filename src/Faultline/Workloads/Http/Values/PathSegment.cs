namespace Faultline.Workloads.Http.Values;

/// <summary>One step of a path into JSON. All of its fields may be set at once: <c>.0</c> is an index of a list and a name of a map.</summary>
/// <param name="Name">A member's name in UTF-8; null for none.</param>
/// <param name="Index">An element's index; −1 for none.</param>
/// <param name="IsWildcard">All members or elements.</param>
internal readonly record struct PathSegment(byte[]? Name, int Index, bool IsWildcard)
{
    /// <summary>All members or elements.</summary>
    public static readonly PathSegment All = new(null, -1, true);
}
