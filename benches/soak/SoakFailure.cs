namespace Faultline.Benches.Soak;

/// <summary>Something that was to hold does not.</summary>
internal sealed class SoakFailure(string message) : Exception(message);
