namespace Shop;

/// <summary>One known fault in the otherwise correct saga, to see that it is found.</summary>
public enum ShopBug
{
    /// <summary>A checkout is answered ok and never carried out.</summary>
    LostAck,

    /// <summary>A checkout is carried out and answered as refused.</summary>
    Phantom,

    /// <summary>A user is charged twice for one checkout.</summary>
    DoubleCharge,

    /// <summary>An item is taken twice for one checkout.</summary>
    DoubleTake,

    /// <summary>A checkout that is undone keeps the money.</summary>
    NoRefund,

    /// <summary>A checkout that is undone keeps the stock.</summary>
    NoRestock,

    /// <summary>A checkout ends after stock and money were taken, as in a crash, and nobody finishes or undoes it.</summary>
    HalfCheckout,

    /// <summary>An item's balance is written back as it was read a moment before.</summary>
    LostUpdate,

    /// <summary>An item is sold that is not there.</summary>
    Oversell,

    /// <summary>Reads show what a checkout changed only some time after it was answered.</summary>
    StaleRead,

    /// <summary>The stock service comes up with an empty store.</summary>
    ForgetfulStore,
}
