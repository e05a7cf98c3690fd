using Faultline.Reporting.Charts;

namespace Faultline.Tests.Reporting.Charts;

public sealed class BarPainterTests
{
    private static readonly Axis Differences = Axis.AroundZero("pieces", [-20, 40], whole: true);

    [Fact]
    public void Bars_go_left_of_the_zero_line_for_negative_values_and_right_of_it_for_positive_ones()
    {
        var canvas = Painted(Bar("a", 0, 30), Bar("b", -20, 0));
        var zero = canvas.Lines.Single(line => line.Ink == Ink.Muted).X1;

        Assert.Equal(zero, canvas.Rectangles[0].X, 3);
        Assert.Equal(zero, canvas.Rectangles[1].X + canvas.Rectangles[1].Width, 3);
        Assert.Equal(1.5, canvas.Rectangles[0].Width / canvas.Rectangles[1].Width, 3);
    }

    [Fact]
    public void A_value_of_0_has_no_bar_and_the_smallest_other_one_is_seen()
    {
        Assert.Empty(Painted(Bar("a", 0, 0)).Rectangles);
        Assert.True(Painted(Bar("a", 0, 1e-6)).Rectangles.Single().Width >= 1);
    }

    [Fact]
    public void Every_row_has_its_label_left_and_its_value_right_of_the_data_at_one_height_of_its_own()
    {
        var canvas = Painted(Bar("first", 0, 10), Bar("second", 0, 20));

        var rows = new[] { "first", "second" }.Select(label => (Label: canvas.Texts.Single(t => t.Text == label), Value: canvas.Texts.Single(t => t.Text == $"value of {label}"))).ToArray();
        Assert.All(rows, row => Assert.Equal(row.Label.Y, row.Value.Y));
        Assert.True(rows[1].Label.Y - rows[0].Label.Y >= 16);
        Assert.All(rows, row => Assert.True(row.Label.X < canvas.Rectangles[0].X && row.Label.Anchor == Anchor.End));
        Assert.All(rows, row => Assert.True(row.Value.X > canvas.Rectangles.Max(r => r.X + r.Width)));
    }

    [Fact]
    public void The_unit_of_the_axis_and_what_the_rows_are_stand_at_the_axes()
    {
        var canvas = Painted(Bar("a", 0, 10));

        Assert.Contains(canvas.Texts, text => text.Text == "pieces");
        Assert.Contains(canvas.Texts, text => text.Text == "scenario");
        Assert.Contains(canvas.Texts, text => text.Text == "−20");
    }

    [Fact]
    public void A_whisker_spans_its_interval()
    {
        var canvas = Painted(Bar("a", 0, 20) with { Whisker = new(10, 30) });
        var bar = canvas.Rectangles.Single();

        var whisker = canvas.Lines.Where(line => line.Ink == Ink.Text).ToList();
        Assert.Equal(bar.X + bar.Width / 2, whisker.Min(line => line.X1), 3);
        Assert.Equal(bar.X + bar.Width * 1.5, whisker.Max(line => line.X2), 3);
    }

    [Fact]
    public void Without_a_row_the_panel_says_why()
    {
        var canvas = new RecordingCanvas();
        new ChartPainter(new Chart("t", "d", Differences, [new BarPanel("p", "scenario", [], [], Empty: "No fault was planned.")])).Paint(canvas);

        Assert.Contains(canvas.Texts, text => text.Text == "No fault was planned.");
        Assert.Empty(canvas.Rectangles);
    }

    [Fact]
    public void Long_labels_keep_both_ends()
    {
        var fitted = Frame.Fit("order-service + payment-service + stock-service, naive", 180);

        Assert.StartsWith("order-service", fitted, StringComparison.Ordinal);
        Assert.EndsWith(", naive", fitted, StringComparison.Ordinal);
        Assert.True(Frame.TextWidth(fitted) <= 180, fitted);
    }

    private static Bar Bar(string label, double from, double to) => new(label, $"value of {label}") { Segments = [new(from, to, Ink.Bad, Light: false, "")] };

    private static RecordingCanvas Painted(params Bar[] bars)
    {
        var canvas = new RecordingCanvas();
        new ChartPainter(new Chart("t", "d", Differences, [new BarPanel("p", "scenario", [new("", bars)], [])]) { ValueWidth = 200 }).Paint(canvas);
        return canvas;
    }
}
