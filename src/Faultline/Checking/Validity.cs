namespace Faultline.Checking;

/// <summary>How a check ended, from the best to the worst. What could not be checked is never valid.</summary>
public enum Validity
{
    /// <summary>It holds.</summary>
    Valid,

    /// <summary>Nobody can tell whether it holds.</summary>
    Unknown,

    /// <summary>It is proved not to hold.</summary>
    Invalid,
}
