namespace Faultline.Histories;

/// <summary>How an operation ended, as far as its caller can know.</summary>
public enum Outcome : byte
{
    /// <summary>A 2xx answer.</summary>
    Ok,

    /// <summary>Certainly not applied: a 4xx answer other than 408, or not one byte of the request was sent.</summary>
    Failed,

    /// <summary>
    /// May or may not have been applied: time-out, reset or end of stream after the first byte was sent,
    /// 408, 3xx, 5xx, an answer that breaks HTTP, or still in flight when the run ended.
    /// </summary>
    Unknown,
}
