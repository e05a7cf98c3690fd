namespace Shop.Storage;

/// <summary>A write could not be begun; nothing of it is in the store.</summary>
internal sealed class StoreUnavailableException(string message) : Exception(message);
