using System.Text;
using Faultline.Experiments;
using Faultline.Histories;

namespace Faultline.Cli.Terminal;

/// <summary>
/// Standard output or standard error for lines that people read: a line is one line, and holds nothing that a terminal
/// acts on. What draws on the terminal, or is read by a machine, is written to the stream itself.
/// </summary>
internal sealed class ToldWriter(TextWriter inner) : TextWriter
{
    public override Encoding Encoding => inner.Encoding;

    public override void Write(char value) => inner.Write(VisibleText.Of(value.ToString()));

    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    public override void Write(ReadOnlySpan<char> buffer) => Write(buffer.ToString());

    public override void Write(string? value) => inner.Write(VisibleText.Of(value ?? ""));

    public override void WriteLine() => inner.WriteLine();

    public override void WriteLine(string? value) => inner.WriteLine(ToldText.Line(value ?? ""));

    public override void Flush() => inner.Flush();
}
