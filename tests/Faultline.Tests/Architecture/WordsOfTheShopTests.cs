using System.Text.RegularExpressions;

namespace Faultline.Tests.Architecture;

/// <summary>
/// The words of the shop stand in its workload and in its commands alone; everything else is of every trade. Comments may give
/// an example.
/// </summary>
public sealed partial class WordsOfTheShopTests
{
    private static readonly string[] Rooms = ["Faultline/Workloads/Shop/", "Faultline.Cli/Shop/"];

    // They start, find, stop or name the sample that comes with the tool, or put the parts of the tool together.
    private static readonly string[] OfTheSample =
    [
        "Faultline.Cli/CommandLine.cs", "Faultline.Cli/Commands/HealCommand.cs", "Faultline.Cli/Hosts/HostSelection.cs", "Faultline.Cli/Hosts/SystemLock.cs",
        "Faultline.Cli/Watchdogs/WatchdogDuty.cs", "Faultline/Hosting/Processes/InstanceRecords.cs", "Faultline.Cli/Samples/SampleImage.cs",
        "Faultline.Cli/Samples/OwnedSample.cs", "Faultline.Cli/Hosts/SampleRecord.cs", "Faultline.Cli/Hosts/SystemHealing.cs",
        "Faultline.Cli/Commands/SampleCommand.cs",
    ];

    // The member that a sample's record had for its variant when there was no other sample.
    private static readonly (string File, string Word) VariantInFile = ("Faultline.Cli/Hosts/SampleRecord.cs", "Checkout");

    // Schemas, hints and starter files, which give examples of the shop.
    private static readonly string[] OfExamples =
    [
        "Faultline/Faults/kill_config.schema.json", "Faultline/Workloads/Http/Files/faultline.schema.json",
        "Faultline/Workloads/Http/Files/PostingReader.cs", "Faultline/Workloads/Http/Files/ExperimentFile.cs",
        "Faultline/Workloads/Http/Files/UsersReader.cs",
        "Faultline/Workloads/Http/Files/AccountReader.cs",
        "Faultline/Workloads/Http/Model/Checks/OperationCheck.cs",
    ];

    [Fact]
    public void No_other_file_has_a_word_of_the_shop()
    {
        var found = Files()
            .Where(file => !Rooms.Any(room => file.StartsWith(room, StringComparison.Ordinal)) && !OfTheSample.Contains(file) && !OfExamples.Contains(file))
            .SelectMany(file => Words(file).Select(word => $"{file}: {word}"))
            .ToArray();

        Assert.Empty(found);
    }

    [Fact]
    public void Files_of_the_sample_have_no_word_but_its_name() => Assert.Empty(
        OfTheSample.SelectMany(file => Words(file).Where(word => !word.Contains("shop", StringComparison.OrdinalIgnoreCase) && (file, word) != VariantInFile).Select(word => $"{file}: {word}")));

    [Fact]
    public void Every_exception_is_needed() => Assert.All(OfTheSample.Concat(OfExamples), file => Assert.NotEmpty(Words(file)));

    [Theory]
    [InlineData("// an order of two items", null)]
    [InlineData("var ordered = list.Order().Index().Select(i => i.Item);", null)]
    [InlineData("throw new InvalidDataException(\"an item of a list is null\");", null)]
    [InlineData("\"it was put in order\"", null)]
    [InlineData("public long Stopping { get; }", null)]
    [InlineData("run.Checkouts.Count", "Checkout")]
    [InlineData("log(\"http://a\"); // b\nlog(\"2 orders\");", "orders")]
    [InlineData("case \"order-service\":", "order")]
    [InlineData("figures.StockLog", "Stock")]
    [InlineData("$\"{n} items left\"", "items")]
    [InlineData("\"charged-twice\"", "charged")]
    [InlineData("$\"- {item}: {f.Item.Name}\"", null)]
    public void The_reader_tells_a_word_from_a_part_of_another(string code, string? word) => Assert.Equal(word, WordsIn(code, isCode: true).FirstOrDefault());

    private static IEnumerable<string> Words(string file) => WordsIn(File.ReadAllText(Path.Combine(Repository.Root, "src", file)), file.EndsWith(".cs", StringComparison.Ordinal));

    private static IEnumerable<string> WordsIn(string text, bool isCode)
    {
        if (isCode) text = Comment().Replace(text, "");
        var told = isCode ? string.Join('\n', Literal().Matches(text).Select(m => m.Value)) : text;
        return OfTrade().Matches(text).Concat(InText().Matches(UsualPhrase().Replace(Hole().Replace(told, ""), ""))).Select(match => match.Value);
    }

    private static IEnumerable<string> Files() => Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(Path.Combine(Repository.Root, "src"), path).Replace('\\', '/'))
        .Where(path => !path.Contains("/bin/", StringComparison.Ordinal) && !path.Contains("/obj/", StringComparison.Ordinal))
        .Where(path => Path.GetExtension(path) is ".cs" or ".razor" or ".json");

    // In names of code they begin a word or a part of one: stock and StockLog, not Stocking of another word.
    [GeneratedRegex(@"(?<![a-z])[Cc]heckout|(?<![A-Za-z])stock(?![a-z])|Stock(?![a-z])|[Pp]ayment|(?<![A-Za-z])buyer|Buyer|(?<![A-Za-z])credit(?![a-z])|Credit(?![a-z])|[Oo]versold|(?<![A-Za-z])charged|(?<![A-Za-z])basket|(?<![A-Za-z])shop(?![a-z])|Shop(?![a-z])")]
    private static partial Regex OfTrade();

    // These are words of code too, so that only what is told counts.
    [GeneratedRegex(@"(?<![A-Za-z])(items?|orders?|sold)(?![A-Za-z])", RegexOptions.IgnoreCase)]
    private static partial Regex InText();

    [GeneratedRegex("""an item of a list|in (another )?order\b|put in order|no order in time|"items"|paint-order""")]
    private static partial Regex UsualPhrase();

    // What stands in a hole of a text is code.
    [GeneratedRegex(@"\{[^{}]*\}")]
    private static partial Regex Hole();

    [GeneratedRegex(@"(?<!:)//.*")]
    private static partial Regex Comment();

    [GeneratedRegex(@"""{3}[\s\S]*?""{3}|""(\\.|[^""\\\n])*""")]
    private static partial Regex Literal();
}
