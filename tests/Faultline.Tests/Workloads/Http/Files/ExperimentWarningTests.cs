using static Faultline.Tests.Workloads.Http.Files.ExperimentText;

namespace Faultline.Tests.Workloads.Http.Files;

/// <summary>What keeps no experiment from being run, and its author should know.</summary>
public class ExperimentWarningTests
{
    [Theory]
    [InlineData("transfer, retry transfer", "transfer, new id, retry transfer", "retry transfer", "the key $id is new in each attempt, so a retry is another transfer: lost acknowledgements cannot be told from duplicates")]
    [InlineData("transaction: $id", "transaction: $from-$to-$cents", "", "")]
    [InlineData("body: { id: $id, from: $from, to: $to, cents: $cents }", "body: { from: $from, to: $to, cents: $cents }", "", "")]
    [InlineData("body: { id: $id, from: $from, to: $to, cents: $cents }\n", "body: { from: $from, to: $to }\n", "", "")]
    [InlineData("transaction: $id", "transaction: $key", "transaction:", "the key $key of \"transfer\" is in no part of its request, so the system cannot know a retry for what it is", "new id", "new id, new key")]
    [InlineData(", settled($id): +1", "", "settled:", "no operation posts to account \"settled\": it cannot show what went wrong")]
    [InlineData("[pick from, look]", "[pick from, pick to != from, draw cents 1..50, new id, transfer]", "look:", "no user sends \"look\": it stands in no script of the mix")]
    [InlineData("repeat: probe", "content: GET bank /transfers/$id", "content:", "the content of \"transfer\" is read for nothing: no posting looks into it by $.")]
    public void Each_is_told_at_its_place(string old, string other, string place, string message, string? second = null, string? instead = null)
    {
        var text = BankText.With(old, other);
        if (second is not null) text = text.With(second, instead!);

        var warnings = Read(text).Warnings;

        if (message.Length == 0) Assert.Empty(warnings);
        else Assert.Equal($"bank.yaml({text.PlaceOf(place)}): {message}", Assert.Single(warnings).Line());
    }

    [Fact]
    public void A_transaction_that_posts_nothing_is_told_with_the_accounts_that_nobody_posts_to()
    {
        var warnings = Read(BankText.With("{ balance($from): -$cents, balance($to): +$cents, settled($id): +1 }", "{}")).Warnings;

        Assert.Contains("\"transfer\" is a transaction that posts nothing: nothing can be proved of it", warnings.Select(w => w.Message));
        Assert.Equal(3, warnings.Count);
    }

    [Fact]
    public void A_file_without_accounts_is_load_and_faults_only()
    {
        var file = Read("""
            targets: { boutique: http://localhost:8080 }
            operations: { home: { send: GET / } }
            users: { mix: { 100%: [home] } }
            """);

        var warning = Assert.Single(file.Warnings);
        Assert.Equal("no account can be read: this is load and faults only, and the verdict can only be undetermined", warning.Message);
        Assert.NotNull(warning.Hint);
        Assert.Equal(("bank", 1000), (file.Model.Name, file.Load.Users));
        Assert.Empty(file.Model.Accounts);
    }

    [Fact]
    public void An_address_and_a_header_come_from_the_environment_and_stay_hidden()
    {
        var file = Read(
            BankText.With("http://localhost:8080", "{ address: $env.BANK_URL, headers: { Authorization: Bearer $env.TOKEN } }"),
            ("BANK_URL", "https://bank.example:9000"), ("TOKEN", "topsecret"));

        Assert.Equal(new Uri("https://bank.example:9000"), file.Model.Targets[0].Address);
        Assert.Equal("Bearer ***", file.Model.Variables.Secrets.Hide("Bearer topsecret"));
        Assert.Equal("Bearer $env.TOKEN", file.Model.Targets[0].Headers[0].Value.Source);
    }
}
