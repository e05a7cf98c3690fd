namespace Faultline.Hosting;

/// <summary>A lock of the kernel on a file: it vanishes with the process that holds it.</summary>
internal static class FileLock
{
    // EWOULDBLOCK of Linux and of macOS, ERROR_SHARING_VIOLATION of Windows.
    private static readonly int[] Busy = [11, 35, unchecked((int)0x80070020)];

    /// <summary>Takes the lock, or returns null where somebody holds it.</summary>
    /// <remarks>The file stays when the lock is released: to delete it would let two holders lock two files of one name.</remarks>
    public static FileStream? TryTake(string path)
    {
        try
        {
            // .NET opens files close-on-exec, so that a started child does not keep the lock.
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);
        }
        catch (IOException e) when (Busy.Contains(e.HResult))
        {
            return null;
        }
    }
}
