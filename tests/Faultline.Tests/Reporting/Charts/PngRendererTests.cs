using Faultline.Reporting.Charts;
using SkiaSharp;

namespace Faultline.Tests.Reporting.Charts;

public sealed class PngRendererTests
{
    [Theory]
    [MemberData(nameof(SampleRuns.Names), MemberType = typeof(SampleRuns))]
    public void A_timeline_is_a_picture_of_twice_the_width_with_its_figures_drawn(string name)
    {
        using var picture = Decoded(RunTimeline.Of(SampleRuns.Named(name)));

        Assert.Equal(PngRenderer.Scale * (int)ChartPainter.Width, picture.Width);
        Assert.True(picture.Height > 500, $"{picture.Height}");
        Assert.Equal(SKColors.White, picture.GetPixel(1, 1));
        Assert.True(Count(picture, Palette.Of(Ink.Text)) > 200, "the title is not there");
    }

    [Fact]
    public void Series_marks_and_bands_have_the_colours_of_the_page()
    {
        using var picture = Decoded(RunTimeline.Of(SampleRuns.Inconsistent()));

        foreach (var ink in new[] { Ink.Text, Ink.Muted, Ink.Grid, Ink.Good, Ink.Bad, Ink.Strong, Ink.Soft })
            Assert.True(Count(picture, Palette.Of(ink)) > 20, $"{ink}");
    }

    [Fact]
    public void Colours_are_those_of_the_light_page()
    {
        var css = Faultline.Reporting.Html.PageStyle.Css.Split("@media")[0];

        foreach (var ink in Enum.GetValues<Ink>())
        {
            var name = ink == Ink.Grid ? "line" : ink.ToString().ToLowerInvariant();
            Assert.Contains($"--{name}: #{Palette.Of(ink).ToString()[3..]}", css, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Theory]
    [InlineData("✓✗?−≥·…×–")]
    [InlineData("AzÄßéŁ")]
    [InlineData("ΑωЖя")]
    public void The_fonts_are_the_ones_that_come_along_and_have_the_characters_of_all_texts(string characters)
    {
        foreach (var bold in new[] { false, true })
        {
            using var font = Fonts.Of(bold, 11);
            Assert.StartsWith("Inter", font.Typeface.FamilyName, StringComparison.Ordinal);
            Assert.True(font.ContainsGlyphs(characters), characters);
        }
    }

    [Fact]
    public void Text_is_drawn_with_the_font_that_comes_along()
    {
        using var font = Fonts.Of(bold: false, 11);
        const string Text = "Illumination −12";
        var chart = new Chart("", "", Axis.FromZero("", [1]), [new BarPanel("", "", [new("", [new("", "") { Marks = [] }])], [])]) { ValueWidth = 400 };
        using var without = Decoded(chart);
        using var with = Decoded(chart with { Panels = [new BarPanel("", "", [new("", [new("", Text)])], [])] });

        var left = (ChartPainter.Width - 400 + 12) * PngRenderer.Scale;
        var changed = Enumerable.Range(0, with.Width).Where(x => Enumerable.Range(0, with.Height).Any(y => with.GetPixel(x, y) != without.GetPixel(x, y))).ToList();

        Assert.InRange(changed.Min(), left, left + 6);
        Assert.InRange(changed.Max(), left + font.MeasureText(Text) * PngRenderer.Scale - 6, left + font.MeasureText(Text) * PngRenderer.Scale + 2);
    }

    [Fact]
    public void Characters_that_no_font_here_has_and_huge_texts_harm_nothing()
    {
        const string Odd = "漢字 🚀 \u0001 \u202E \uFFFF العربية \uD800";
        var long_ = new string('w', 5_000);
        var chart = new Chart(Odd + long_, string.Join(' ', Enumerable.Repeat(long_, 9)), Axis.FromZero(Odd, [1]),
            [new BarPanel(Odd, Odd, [new(long_, [new(Odd, long_)])], [new(Symbol.Ring, Ink.Text, long_)])]);

        using var picture = Decoded(chart);

        Assert.True(picture.Height < 1_000, $"{picture.Height}");
    }

    private static SKBitmap Decoded(Chart chart) => SKBitmap.Decode(PngRenderer.Render(chart));

    private static int Count(SKBitmap picture, SKColor colour) => picture.Pixels.Count(pixel => pixel == colour);
}
