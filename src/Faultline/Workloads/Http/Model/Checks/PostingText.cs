namespace Faultline.Workloads.Http.Model.Checks;

/// <summary>Postings as they are written.</summary>
internal static class PostingText
{
    /// <summary>The account and its key, <c>balance($from)</c>.</summary>
    public static string Of(PostingSpec posting) => $"{posting.Account}({posting.Key.Source})";
}
