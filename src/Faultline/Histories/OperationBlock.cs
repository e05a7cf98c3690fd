namespace Faultline.Histories;

/// <summary>Operations in the order of recording, with the texts they share: what becomes one row group on disk.</summary>
internal sealed class OperationBlock
{
    /// <summary>The most operations a block holds.</summary>
    public const int Capacity = 1 << 14;

    private readonly OperationRecord[] _records = new OperationRecord[Capacity];
    private readonly Intent[] _intents = new Intent[Capacity];

    // Beside the records, since few operations have one: 16 bytes for each of those, none for the others.
    private readonly List<(int Row, long Value)> _values = [];
    private readonly List<(int Row, string Text)> _readTexts = [];
    private readonly List<(int Row, string Input)> _inputs = [];
    private int _count;

    /// <summary>The operations recorded.</summary>
    public ReadOnlySpan<OperationRecord> Records => _records.AsSpan(0, _count);

    /// <summary>Where they are on record until they are in a segment.</summary>
    public ReadOnlySpan<Intent> Intents => _intents.AsSpan(0, _count);

    /// <summary>The texts they name by number.</summary>
    public TextTable Texts { get; } = new();

    /// <summary>Whether any operation read a text.</summary>
    public bool HasReadTexts => _readTexts.Count > 0;

    /// <summary>Whether any operation has an input.</summary>
    public bool HasInputs => _inputs.Count > 0;

    /// <summary>Adds an operation; false if there is no room left for it or for its texts.</summary>
    public bool TryAdd(
        long id,
        string kind,
        string key,
        int user,
        (TimeSpan Intended, TimeSpan Sent, TimeSpan Completed) times,
        Outcome outcome,
        int status,
        int bytes,
        ReadOnlySpan<char> answer,
        string instance,
        ReadValue read = default,
        string? input = null,
        Intent intent = default)
    {
        if (_count == Capacity
            || !Texts.TryNumber(kind, out var kindNumber)
            || !Texts.TryNumber(answer, out var answerNumber)
            || !Texts.TryNumber(instance, out var instanceNumber))
            return false;
        if (read.Number is { } number) _values.Add((_count, number));
        if (read.Text is { } text) _readTexts.Add((_count, text));
        if (input is not null) _inputs.Add((_count, input));
        _intents[_count] = intent;
        _records[_count++] = new OperationRecord(
            id, kindNumber, key, user, times, outcome, status, bytes, answerNumber, instanceNumber);
        return true;
    }

    /// <summary>Puts into each row what its operation read, or null.</summary>
    public void CopyValues(Span<long?> rows)
    {
        rows[.._count].Clear();
        foreach (var (row, value) in _values)
            rows[row] = value;
    }

    /// <summary>Puts into each row the text that its operation read, or null.</summary>
    public void CopyReadTexts(Span<string?> rows)
    {
        rows[.._count].Clear();
        foreach (var (row, text) in _readTexts)
            rows[row] = text;
    }

    /// <summary>Puts into each row the input of its operation, or null.</summary>
    public void CopyInputs(Span<string?> rows)
    {
        rows[.._count].Clear();
        foreach (var (row, input) in _inputs)
            rows[row] = input;
    }

    /// <summary>Makes room for others.</summary>
    public void Clear()
    {
        _records.AsSpan(0, _count).Clear();
        _count = 0;
        _values.Clear();
        _readTexts.Clear();
        _inputs.Clear();
        Texts.Clear();
    }
}
