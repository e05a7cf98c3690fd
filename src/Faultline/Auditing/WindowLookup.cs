namespace Faultline.Auditing;

/// <summary>Collects the fault windows that a set of attempts touches; starts anew after each <see cref="Take"/>.</summary>
internal sealed class WindowLookup
{
    private readonly FaultWindow[] _windows;
    private readonly bool[] _touched;

    public WindowLookup(IReadOnlyList<FaultWindow> windows)
    {
        _windows = [.. windows.OrderBy(w => w.From)];
        _touched = new bool[_windows.Length];
    }

    /// <summary>Takes in an attempt from when it was sent until its effects must have come.</summary>
    public void Add(TimeSpan sent, TimeSpan settled)
    {
        for (var i = 0; i < _windows.Length && _windows[i].From <= settled; i++)
            _touched[i] |= sent <= _windows[i].To;
    }

    /// <summary>Names of the windows touched so far, each once, by their begin.</summary>
    public IReadOnlyList<string> Take()
    {
        List<string> names = [];
        for (var i = 0; i < _windows.Length; i++)
        {
            if (_touched[i] && !names.Contains(_windows[i].Name))
                names.Add(_windows[i].Name);
            _touched[i] = false;
        }

        return names;
    }
}
