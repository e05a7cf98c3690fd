namespace Faultline.Workloads.Http.Values;

/// <summary>A value that came up during a run cannot be used where it was asked for; the sentence says which and why.</summary>
internal sealed class UnusableValueException(string message) : Exception(message);
