using System.Buffers;
using System.Text;

namespace Faultline.Load.Http;

/// <summary>The headers of an answer; valid until the request that kept them is used again.</summary>
public sealed class AnswerHeaders
{
    private readonly ArrayBufferWriter<byte> _lines = new();

    /// <summary>The first value of a header, without blanks around it; false where the answer has no such header.</summary>
    /// <param name="name">Its name, in any case.</param>
    /// <param name="value">The bytes as they came.</param>
    public bool TryGet(ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        var values = All(name).GetEnumerator();
        var found = values.MoveNext();
        value = found ? values.Current : default;
        return found;
    }

    /// <summary>The first value of a header, as text, or null where the answer has no such header.</summary>
    public string? Get(string name) => TryGet(Encoding.ASCII.GetBytes(name), out var value) ? Encoding.UTF8.GetString(value) : null;

    /// <summary>All values of a header (<c>Set-Cookie</c>), in their order.</summary>
    /// <param name="name">Its name, in any case.</param>
    public Values All(ReadOnlySpan<byte> name) => new(_lines.WrittenSpan, name);

    internal void Clear() => _lines.ResetWrittenCount();

    internal void Add(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        _lines.Write(name);
        _lines.Write(":"u8);
        _lines.Write(value);
        _lines.Write("\n"u8);
    }

    /// <summary>The values of one header.</summary>
    public ref struct Values
    {
        private readonly ReadOnlySpan<byte> _name;
        private ReadOnlySpan<byte> _left;

        internal Values(ReadOnlySpan<byte> lines, ReadOnlySpan<byte> name)
        {
            _left = lines;
            _name = name;
            Current = default;
        }

        /// <summary>The present value.</summary>
        public ReadOnlySpan<byte> Current { get; private set; }

        /// <summary>Itself.</summary>
        public readonly Values GetEnumerator() => this;

        /// <summary>Goes to the next value; false where there is none.</summary>
        public bool MoveNext()
        {
            while (!_left.IsEmpty)
            {
                var end = _left.IndexOf((byte)'\n');
                var line = _left[..end];
                _left = _left[(end + 1)..];
                var colon = line.IndexOf((byte)':');
                if (colon != _name.Length || !Ascii.EqualsIgnoreCase(line[..colon], _name)) continue;
                Current = line[(colon + 1)..];
                return true;
            }

            return false;
        }
    }
}
