namespace Faultline.Workloads.Http.Values;

/// <summary>What the rendered text goes into, which decides what is escaped and what is refused.</summary>
internal enum TemplateUse
{
    /// <summary>
    /// A path with its query: all of a value but unreserved characters is percent-encoded (RFC 3986). Before the query, a value that
    /// is empty, <c>.</c> or <c>..</c> is refused, since it would name another resource.
    /// </summary>
    Path,

    /// <summary>A header: values with CR, LF or other control characters are refused.</summary>
    Header,

    /// <summary>Between the quotes of a JSON text.</summary>
    Json,

    /// <summary>A field of a form: literal parts and values are percent-encoded.</summary>
    Form,

    /// <summary>As it is: a key, a log line.</summary>
    Text,
}
