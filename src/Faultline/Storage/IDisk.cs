namespace Faultline.Storage;

/// <summary>
/// What the tool does to the disk for its own state (journals, locks, records), one step a call, so that a crash after
/// each step can be tried. What is written is safe from a loss of power once its file, and for a new name its folder,
/// has been synced.
/// </summary>
internal interface IDisk
{
    /// <summary>Opens a file for one holder alone, made if it is not there; null where another holds it.</summary>
    /// <exception cref="IOException">It cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be opened.</exception>
    IOpenFile? TryOpen(string path);

    /// <summary>Whether there is such a file.</summary>
    bool Exists(string path);

    /// <summary>The content of a file that nobody holds open; null where there is no such file.</summary>
    /// <inheritdoc cref="TryOpen"/>
    byte[]? Read(string path);

    /// <summary>Gives a file another name, in place of what had that name.</summary>
    /// <inheritdoc cref="TryOpen"/>
    void Rename(string path, string target);

    /// <summary>Deletes a file; no error where there is none.</summary>
    /// <inheritdoc cref="TryOpen"/>
    void Delete(string path);

    /// <summary>Makes a folder and those above it, as far as they are missing, safe from a loss of power.</summary>
    /// <inheritdoc cref="TryOpen"/>
    void CreateFolder(string path);

    /// <summary>Deletes a folder if it is empty and there.</summary>
    /// <inheritdoc cref="TryOpen"/>
    void DeleteEmptyFolder(string path);

    /// <summary>Makes the names in a folder safe from a loss of power.</summary>
    /// <inheritdoc cref="TryOpen"/>
    void SyncFolder(string path);

    /// <summary>Paths of the files of a folder in ordinal order; empty where there is no such folder.</summary>
    /// <inheritdoc cref="TryOpen"/>
    IReadOnlyList<string> Files(string folder);

    /// <summary>Paths of the folders of a folder in ordinal order; empty where there is no such folder.</summary>
    /// <inheritdoc cref="TryOpen"/>
    IReadOnlyList<string> Folders(string folder);
}

/// <summary>A file that its holder alone may change, until it is disposed or its holder dies.</summary>
internal interface IOpenFile : IDisposable
{
    /// <summary>All of its content.</summary>
    byte[] ReadAll();

    /// <summary>Writes at its end.</summary>
    void Append(ReadOnlySpan<byte> bytes);

    /// <summary>Cuts it to a length in bytes.</summary>
    void Cut(long length);

    /// <summary>Makes its content safe from a loss of power.</summary>
    void Sync();
}
