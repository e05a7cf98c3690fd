namespace Shop;

/// <summary>How a checkout is carried through stock, payment and order.</summary>
public enum CheckoutMode
{
    /// <summary>Read, change, write and undo by further calls: loses the books when a service dies.</summary>
    Naive,

    /// <summary>A logged saga with idempotent steps: keeps the books under SIGKILL of any process at any moment.</summary>
    Saga,
}
