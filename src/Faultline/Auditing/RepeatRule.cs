namespace Faultline.Auditing;

/// <summary>What a second attempt at a transaction that already applied does in this system.</summary>
public enum RepeatRule
{
    /// <summary>It applies again: effects lie in [A, A+U].</summary>
    AppliesAgain,

    /// <summary>It is refused: effects lie in [min(1,A), min(1,A+U)].</summary>
    Refused,

    /// <summary>It is answered ok and does nothing: same bounds as <see cref="Refused"/>.</summary>
    AcceptedWithoutEffect,

    /// <summary>Nobody knows: effects lie within the union of the others' bounds, [min(1,A), A+U].</summary>
    Unknown,
}
