namespace Faultline.IntegrationTests.Foreign;

/// <summary>In which way a foreign shop is wrong, or merely hard to deal with.</summary>
public enum Flaw
{
    /// <summary>It is right.</summary>
    None,

    /// <summary>It is right, but the proxy before it answers 502 now and then, before the work or after it.</summary>
    BadGateway,

    /// <summary>It takes the stock and then answers 400, and never gives it back.</summary>
    RefusesAfterPart,

    /// <summary>It says that a checkout is done, of which the stock knows nothing.</summary>
    LosesStock,

    /// <summary>It says that a checkout is done, and charges nobody.</summary>
    ForgetsCharge,

    /// <summary>It forgets users who have ordered nothing.</summary>
    ForgetsUsers,

    /// <summary>It is right, but after some orders it makes no more: its proxy answers 503.</summary>
    StopsCreating,
}
