using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;

namespace Attendance.Access.Pages;

/// <summary>Markup. Made from an interpolated string: what is put into the holes is encoded, unless it is markup itself.</summary>
internal readonly record struct Html(string Text)
{
    public static Html Empty { get; } = new("");

    public static Html Of(Interpolated markup) => new(markup.ToString());

    /// <summary>One after another.</summary>
    public static Html All(IEnumerable<Html> parts) => new(string.Concat(parts.Select(part => part.Text)));

    public override string ToString() => Text;

    /// <summary>Encodes what is put into the holes.</summary>
    [InterpolatedStringHandler]
    internal readonly struct Interpolated(int literalLength, int formattedCount)
    {
        private readonly StringBuilder _text = new(literalLength + (formattedCount * 16));

        public void AppendLiteral(string literal) => _text.Append(literal);

        public void AppendFormatted(Html markup) => _text.Append(markup.Text);

        public void AppendFormatted<T>(T value) => _text.Append(HtmlEncoder.Default.Encode(value?.ToString() ?? ""));

        public override string ToString() => _text.ToString();
    }
}
