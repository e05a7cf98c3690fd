namespace Faultline.Reporting.Charts;

/// <summary>The native library that draws pictures cannot be loaded on this machine; everything else works.</summary>
public sealed class DrawingUnavailableException(Exception cause)
    : Exception($"pictures cannot be drawn on this machine ({Innermost(cause).Message.Split('\n')[0].TrimEnd('.')})", cause)
{
    private static Exception Innermost(Exception exception) =>
        exception is TypeInitializationException { InnerException: { } inner } ? Innermost(inner) : exception;
}
