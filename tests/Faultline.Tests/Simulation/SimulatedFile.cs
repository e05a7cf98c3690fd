namespace Faultline.Tests.Simulation;

/// <summary>Content of a file: what a reader sees, and what a loss of power leaves of it.</summary>
internal sealed class SimulatedFile
{
    // The smallest unit that a device writes whole.
    private const int Sector = 512;

    private readonly List<(long Cut, byte[]? Appended)> _unsynced = [];
    private byte[] _synced = [];

    /// <summary>What a reader sees.</summary>
    public byte[] Content { get; private set; } = [];

    /// <summary>Who holds it open; null: nobody.</summary>
    public object? Holder { get; set; }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        _unsynced.Add((0, bytes.ToArray()));
        Content = [.. Content, .. bytes];
    }

    public void Cut(long length)
    {
        if (length >= Content.Length) return;
        _unsynced.Add((length, null));
        Content = Content[..(int)length];
    }

    public void Sync()
    {
        _synced = Content;
        _unsynced.Clear();
    }

    /// <summary>
    /// Of what was not synced, the first so many changes are there whole; of a write after them a prefix, or all of its
    /// length with some of its sectors, which read as zeros where they are missing.
    /// </summary>
    public void LosePower(Random random)
    {
        Content = _synced;
        var whole = random.Next(_unsynced.Count + 1);
        for (var i = 0; i < whole; i++) Apply(_unsynced[i].Cut, _unsynced[i].Appended);
        if (whole < _unsynced.Count && _unsynced[whole].Appended is { } torn) Apply(0, Torn(torn, random));
        Holder = null;
        Sync();
    }

    private void Apply(long cut, byte[]? appended) => Content = appended is null ? Content[..(int)cut] : [.. Content, .. appended];

    private byte[] Torn(byte[] bytes, Random random)
    {
        if (random.Next(2) == 0) return bytes[..random.Next(bytes.Length + 1)];

        var torn = bytes.ToArray();
        for (var at = 0; at < torn.Length;)
        {
            var end = Math.Min(torn.Length, at + Sector - (Content.Length + at) % Sector);
            if (random.Next(2) == 0) torn.AsSpan(at, end - at).Clear();
            at = end;
        }

        return torn;
    }
}
