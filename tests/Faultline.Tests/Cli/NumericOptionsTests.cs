using System.CommandLine;
using Faultline.Cli;

namespace Faultline.Tests.Cli;

public sealed class NumericOptionsTests
{
    [Fact]
    public void Every_option_that_takes_a_number_refuses_what_only_looks_like_one()
    {
        var options = Numeric(CommandLine.Create()).ToArray();

        Assert.True(options.Length > 20, $"{options.Length} options");
        Assert.All(options, o => Assert.All(new[] { "0,5", "+5", " 5", "5_000", "NaN", "Infinity" }, text =>
        {
            var parsed = CommandLine.Create().Parse([.. o.Path, .. o.Option.Name == "--population-size" && o.Path[0] == "stress" ? new[] { "--init" } : [], o.Option.Name, text]);
            Assert.Contains(parsed.Errors, e => e.Message.Contains($"not \"{text}\"", StringComparison.Ordinal));
        }));
    }

    [Theory]
    [InlineData("3000000000", "--users must be at most 2147483647 (3000000000 given)")]
    [InlineData("-3000000000", "--users must be at least -2147483648 (-3000000000 given)")]
    [InlineData("5.5", "--users takes a whole number such as 5, not \"5.5\"")]
    public void A_whole_number_that_is_too_large_is_told_with_its_limit(string text, string error) =>
        Assert.Contains(CommandLine.Create().Parse(["stress", "--users", text]).Errors, e => e.Message == error);

    [Theory]
    [InlineData("1e3", 1000)]
    [InlineData("20", 20)]
    public void What_is_a_number_is_taken(string text, int users)
    {
        var parsed = CommandLine.Create().Parse(["stress", "--users", text, "--spawn-rate", "0.5"]);

        Assert.Empty(parsed.Errors);
        Assert.Equal(users, parsed.GetValue<int>("--users"));
        Assert.Equal(0.5, parsed.GetValue<double>("--spawn-rate"));
    }

    private static IEnumerable<(string[] Path, Option Option)> Numeric(Command command, params string[] path) =>
        command.Options
            .Where(o => (Nullable.GetUnderlyingType(o.ValueType) ?? o.ValueType) is { } type && (type == typeof(int) || type == typeof(double)))
            .Select(o => (path, o))
            .Concat(command.Subcommands.SelectMany(c => Numeric(c, [.. path, c.Name])));
}
