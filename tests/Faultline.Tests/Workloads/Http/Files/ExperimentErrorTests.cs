using static Faultline.Tests.Workloads.Http.Files.ExperimentText;

namespace Faultline.Tests.Workloads.Http.Files;

/// <summary>Each thing that can be wrong with a file: what is told, and where.</summary>
public class ExperimentErrorTests
{
    [Fact]
    public void The_file_that_all_others_are_made_of_is_right() => Assert.Empty(Errors(BankText));

    // What is replaced by what; where the error begins; what it says.
    [Theory]
    // Names.
    [InlineData("read: GET bank /accounts/$id", "read: GET bnak /accounts/$id", "bnak", "account \"balance\" is read from target \"bnak\", which is not declared. Did you mean \"bank\"?")]
    [InlineData("send: POST bank /transfers", "send: POST b /transfers", "b /transfers", "operation \"transfer\" is sent to target \"b\", which is not declared.")]
    [InlineData("send: POST bank /accounts", "send: POST bnk /accounts", "bnk", "entity \"account\" is created at target \"bnk\", which is not declared. Did you mean \"bank\"?")]
    [InlineData("settled($id): +1", "setled($id): +1", "setled", "\"transfer\" posts to account \"setled\", which is not declared. Did you mean \"settled\"?")]
    [InlineData("look: {", "look: { shows: balanc($from),", "balanc(", "\"look\" shows account \"balanc\", which is not declared. Did you mean \"balance\"?")]
    [InlineData("new id, transfer, retry transfer 20% if unknown", "new id, transfr", "transfr", "\"transfr\" is neither a step nor an operation. Did you mean \"transfer\"?")]
    [InlineData("retry transfer 20%", "retry transfr 20%", "retry", "retry transfr: operation \"transfr\", which is not declared. Did you mean \"transfer\"?")]
    [InlineData("[pick from, look]", "[pick from of acount, look]", "pick from of acount", "pick from of acount: entity \"acount\", which is not declared. Did you mean \"account\"?")]
    [InlineData("unit: EUR", "units: EUR", "units", "unknown key \"units\"")]
    [InlineData("    unit: EUR", "    unit: EUR\n    unit: USD", "unit: USD", "\"unit\" stands here twice, first in line 8")]
    [InlineData("  look:", "  transfer:", "transfer: { send", "\"transfer\" stands here twice, first in line 13", 2)]
    [InlineData("  look:", "  pick:", "pick:", "no operation can be called pick: a step begins so", 2)]
    [InlineData("  look:", "  9look:", "9look", "\"9look\" cannot be the name of an operation", 2)]
    [InlineData("  account:", "  bank-account:", "bank-account", "\"bank-account\" cannot be the name of an entity")]
    [InlineData("{ bank: http", "{ -x: http", "-x", "\"-x\" cannot be the name of a target")]
    // Sections.
    [InlineData("targets: { bank: http://localhost:8080 }", "targets: {}", "{}", "\"targets\" is empty")]
    [InlineData("targets: { bank: http://localhost:8080 }", "targets: 5", "5", "\"targets\" must be a map, not the number 5")]
    [InlineData("users:\n", "user:\n", "user:", "unknown key \"user\"")]
    [InlineData("experiment: bank transfers", "experiment: 5", "5", "\"experiment\" must be a string, not the number 5")]
    [InlineData("experiment: bank transfers", "max-blind-spot: 5", "5", "\"max-blind-spot\" must be a share from 0% to 100%, not the number 5")]
    // Targets.
    [InlineData("http://localhost:8080", "localhost:8080", "localhost", "the address of \"bank\" must be an absolute http or https address, not \"localhost:8080\"")]
    [InlineData("http://localhost:8080", "http://localhost:8080?x=1", "http", "the address of \"bank\" must hold scheme, host, port and path only")]
    [InlineData("http://localhost:8080", "$BANK", "$BANK", "the address of \"bank\" holds a variable")]
    [InlineData("http://localhost:8080", "$env.BANK", "$env", "the variable BANK of the environment is not set, or is empty")]
    [InlineData("http://localhost:8080", "{ headers: {} }", "{ headers", "\"address\" is missing")]
    [InlineData("http://localhost:8080", "{ address: http://localhost:8080, ca: none.pem }", "none.pem", "there is no file \"none.pem\"")]
    [InlineData("http://localhost:8080", "{ address: http://localhost:8080, headers: { A: $from } }", "$from }", "the header A of a target goes with every request, also where $from has no value")]
    // Requests.
    [InlineData("send: POST bank /transfers", "send: POST bank", "^POST bank\n", "\"send\" must be a request, METHOD TARGET /path, for example GET bank /accounts/$id, not the string \"POST bank\"", 1)]
    [InlineData("send: POST bank /transfers", "send: PSOT bank /transfers", "PSOT", "\"PSOT\" is no method. Did you mean \"POST\"?")]
    [InlineData("send: POST bank /transfers", "send: POST bank /trans fers", " fers", "a path cannot hold \" \"")]
    [InlineData("send: POST bank /transfers", "send: POST bank /transfers/$.id", "POST bank /transfers/$.id", "\"/transfers/$.id\" looks into an answer ($.), and a request has none yet")]
    [InlineData("{ Idempotency-Key: $id }", "{ \"Idempotency Key\": $id }", "\"Idem", "\"Idempotency Key\" cannot be the name of a header")]
    [InlineData("{ Idempotency-Key: $id }", "{ Content-Length: 5 }", "Content", "the header Content-Length is set by the client itself")]
    [InlineData("{ Idempotency-Key: $id }", "{ Idempotency-Key: [] }", "[] }", "the header Idempotency-Key must be a text, not a list")]
    [InlineData("body: { balance: 1000 }", "body: '{\"balance\": 1000}'", "'{", "a body is written as a map or a list, not as a text that holds JSON")]
    [InlineData("body: { balance: 1000 }", "body: { balance: 1000 }, text: x", "x, id", "a request has one body, not \"body\" and \"text\"")]
    [InlineData("body: { balance: 1000 }", "body: { a: 1, a: 2 }", "a: 2", "\"a\" stands here twice, first in line 11")]
    [InlineData("body: { balance: 1000 }", "body: { a: $.x }", "$.x", "\"$.x\" looks into an answer ($.), and a request has none yet")]
    [InlineData("body: { balance: 1000 }", "form: { a: [] }", "[] }", "the field a must be a text, not a list")]
    [InlineData("targets: { bank: http://localhost:8080 }", "targets: { bank: http://a, ledger: http://b }", "/x", "\"send\" does not say which target it goes to", 0, "look: { send: GET bank /accounts/$from }", "look: { send: GET /x }")]
    // Accounts.
    [InlineData("value: $.balance", "value: $balance", "$^balance", "nothing is expected after $, but \"balance\" follows")]
    [InlineData("value: $.balance", "value: 5", "5\n", "\"value\" must say where the number stands in the answer, such as $.balance, not the number 5")]
    [InlineData("read: GET bank /accounts/$id", "read: GET bank /accounts/$key", "GET bank /accounts/$key", "account \"balance\" is read with \"key\", but only \"id\" is known there")]
    [InlineData("floor: 0", "floor: 0.5", "0.5", "\"floor\" must be a whole number, not the number 0.5")]
    [InlineData("floor: 0", "floor: 9223372036854775808", "9223372036854775808", "\"floor\" must be a whole number, not the number 9223372036854775808")]
    [InlineData("floor: 0", "scale: 13", "13", "\"scale\" must lie between 0 and 12, not 13")]
    [InlineData("floor: 0", "scale: 1.5", "1.5", "\"scale\" must be a whole number below 2147483647, not 1.5")]
    [InlineData("floor: 0", "weight: 1.5", "1.5", "\"weight\" must be a whole number, or say where it stands in the answer, such as $.price, not the number 1.5")]
    [InlineData("floor: 0", "flag: maybe", "maybe", "\"flag\" must be yes or no, not the string \"maybe\"")]
    [InlineData("flag: yes", "flag: yes, floor: 0", "floor: ^0 }", "account \"settled\" is a flag, which is 0 or 1: it has no floor")]
    [InlineData("flag: yes", "flag: yes, scale: 2", "scale: ^2 }", "account \"settled\" is a flag, which is 0 or 1: it has no scale")]
    [InlineData("flag: yes", "flag: yes, weight: 2", "weight: ^2 }", "account \"settled\" is a flag, which takes no part in sums: it has no weight")]
    [InlineData("floor: 0", "words: []", "[]", "\"words\" takes one to 5 words, not 0")]
    [InlineData("floor: 0", "words: [Account]", "Account", "the word \"entity\" must be in small letters with hyphens, such as account, not the string \"Account\"")]
    [InlineData("floor: 0", "words: { twice: moved-twice }", "{ twice", "\"entity\" is missing")]
    // Entities.
    [InlineData("count: 10_000, ", "", "{ private", "\"count\" is missing")]
    [InlineData("count: 10_000", "count: 0", "0, private", "\"count\" must be 1 or more, not 0")]
    [InlineData("private: 40%", "private: 140%", "140%", "\"private\" must be a share from 0% to 100%, not the string \"140%\"")]
    [InlineData("private: 40%", "private: 0.4", "0.4", "\"private\" must be a share from 0% to 100%, not the number 0.4")]
    [InlineData(", id: $.id }", " }", "{ count", "\"id\" is missing")]
    [InlineData("id: $.id }", "id: $.id, then: [POST bank /x/$form] }", "POST bank /x", "POST bank /x/$form for \"account\" needs \"form\", and nothing gives it there. Known there: account")]
    [InlineData("id: $.id }", "id: $.id, before: [look] }", "look] }", "only pick, draw and new can stand here, not the string \"look\"")]
    [InlineData("id: $.id }", "id: $.id, before: [pick x of account] }", "pick x", "\"account\" picks account, which is created later")]
    [InlineData("count: 10_000", "one-per: customer", "one-per", "one account per customer: entity \"customer\", which is not declared.")]
    [InlineData("count: 10_000", "count: 10_000, one-per: account", "10_000", "there is one for each, so \"count\" says nothing", 2)]
    [InlineData("id: $.id }", "id: $.id, ids: $.*.id }", "$.*.id", "\"ids\" belongs to list:")]
    [InlineData("id: $.id }", "id: $.id, list: [a, b] }", "10_000", "\"count\" is said of entities that are created, and those of \"account\" are listed", 4)]
    [InlineData("{ count: 10_000, private: 40%, send: POST bank /accounts, body: { balance: 1000 }, id: $.id }", "{ list: [a, b, a] }", "a] }", "the id \"a\" stands here twice")]
    [InlineData("{ count: 10_000, private: 40%, send: POST bank /accounts, body: { balance: 1000 }, id: $.id }", "{ list: [] }", "[]", "\"list\" is empty")]
    [InlineData("{ count: 10_000, private: 40%, send: POST bank /accounts, body: { balance: 1000 }, id: $.id }", "{ list: GET bank /accounts }", "{ list", "\"ids\" is missing")]
    // Operations.
    [InlineData("posts: { balance($from): -$cents, ", "posts: { balance($form): -$cents, ", "balance($form)", "posts to balance($form): no step before \"transfer\" gives \"form\". Known there: from, to, cents, id")]
    [InlineData("balance($to): +$cents", "balance($to): +$cent", "balance($to)", "posts to balance($to): no step before \"transfer\" gives \"cent\". Known there: from, to, cents, id")]
    [InlineData("balance($to): +$cents", "balance($to): +$cents*2", "posts:", "transfer moves +5 EUR net (cents=5). Nothing is wrong if money enters here; then say conserves: no")]
    [InlineData("balance($to): +$cents, ", "", "posts:", "transfer moves −5 EUR net (cents=5). Nothing is wrong if money leaves here; then say conserves: no")]
    [InlineData("balance($to): +$cents", "balance($to): +$cents / 0", "+$cents / 0", "the amount +$cents / 0 for balance($to) cannot be computed (cents=5): +$cents / 0 divides by zero")]
    [InlineData("balance($to): +$cents", "balance($to): []", "[], settled", "an amount is a number or an expression such as -$cents, not a list")]
    [InlineData("balance($to): +$cents", "balance: +$cents", "balance: +", "\"balance\" does not name an account and which one")]
    [InlineData("balance($to): +$cents", "balance($to): $.cents", "balance($to)", "the posting to balance($to) looks into an answer ($.), but \"transfer\" has no content:")]
    [InlineData("settled($id): +1", "each line in $.items: { balance($line.0): 1 }", "each", "each line in $.items looks into an answer, but \"transfer\" has no content:")]
    [InlineData("settled($id): +1", "each line: { balance($line.0): 1 }", "each", "\"each line\" is not how a list is gone through")]
    [InlineData("settled($id): +1", "each from in $.items: { balance($from.0): 1 }", "each", "\"from\" is a variable already, and would mean an element of the list too")]
    [InlineData("    transaction: $id\n", "", "posts:", "\"transfer\" posts, but it does not say which attempts belong together", 2)]
    [InlineData("transaction: $id", "transaction: once", "transaction: once", "the key once of \"transfer\" is always the same: all attempts would be at one transaction")]
    [InlineData("transaction: $id", "transaction: $.id", "transaction: $.id", "the key $.id of \"transfer\" looks into an answer, and an attempt without one has none")]
    [InlineData("transaction: $id", "transaction: $key", "transaction: $key", "the key of the transaction is $key: no step before \"transfer\" gives \"key\". Known there: from, to, cents, id")]
    [InlineData("transaction: $id", "transaction: $id\n    capture: { from: $.x }", "", "", -1)]
    [InlineData("repeat: probe", "repeat: prob", "prob\n", "\"repeat\" must be probe, applies-again, refused or no-effect, not the string \"prob\". Did you mean \"probe\"?")]
    [InlineData("refused: [409, 422]", "refused: [200]", "200", "\"refused\" takes statuses from 400 to 599, such as [409, 422], not the number 200")]
    [InlineData("repeat: probe", "settle-after: 5", "5\n    refused", "\"settle-after\" must be a time such as 300ms, 20s or 5m, not the number 5")]
    [InlineData("repeat: probe", "unknown-if: {}", "{}", "\"unknown-if\" must be a list of a text of a refusal, not an object")]
    [InlineData("repeat: probe", "conserves: balance", "balance\n    refused", "\"conserves\" must be yes or no, not the string \"balance\"")]
    [InlineData("look: {", "look: { repeat: probe,", "probe, send", "\"repeat\" is said of a transaction, and \"look\" is none")]
    [InlineData("look: {", "look: { capture: { a-b: $.x },", "a-b", "\"a-b\" cannot be the name of a variable")]
    [InlineData("GET bank /accounts/$from }", "GET bank /accounts/$form }", "GET bank /accounts/$form", "sends GET bank /accounts/$form: no step before \"look\" gives \"form\". Known there: from")]
    [InlineData("from: $from, to", "from: $form, to", "{ id", "the body holds $form: no step before \"transfer\" gives \"form\". Known there: from, to, cents, id")]
    [InlineData("Idempotency-Key: $id", "Idempotency-Key: $key", "$key", "the header Idempotency-Key holds $key: no step before \"transfer\" gives \"key\". Known there: from, to, cents, id")]
    // Users.
    [InlineData("10%: [", "5%: [", "mix:", "the shares of the mix are 95 % together, not 100 %")]
    [InlineData("10%: [", "ten: [", "^ten: [", "a script begins with its share, above 0% and up to 100%, not with \"ten\"")]
    [InlineData("10%: [", "90%: [", "90%: [pick from, look]", "\"90%\" stands here twice", 2)]
    [InlineData("[pick from, look]", "[pick from]", "10%", "this script sends nothing")]
    [InlineData("[pick from, look]", "look", "look }", "a script must be a list of steps, not the string \"look\"")]
    [InlineData("[pick from, look]", "[pick from, { look: 1 }]", "{ look: 1", "a step must be a text, not an object")]
    [InlineData("pause: 1s..3s", "pause: 3s..1s", "pause:", "the shorter pause comes first")]
    [InlineData("pause: 1s..3s", "pause: 3", "3\n", "\"pause\" must be a time such as 2s, or two such as 1s..3s, not the number 3")]
    [InlineData("pause: 1s..3s", "session: bearer", "bearer", "\"session\" must be none or cookies, not the string \"bearer\".")]
    [InlineData("pick to != from", "pick to != form", "pick to", "pick to != form: no step before it gives \"form\". Known there: from")]
    [InlineData("count: 10_000", "count: 1", "pick to", "pick to != from: there is one account only, so there is no other")]
    [InlineData("[pick from, look]", "[pick, look]", "pick, look", "this step cannot be read: the string \"pick\"")]
    [InlineData("draw cents 1..50", "draw cents 1-50", "draw", "this step cannot be read: the string \"draw cents 1-50\"")]
    [InlineData("draw cents 1..50", "draw cents 50..1", "draw", "draw cents 50..1: the smaller number comes first")]
    [InlineData("draw cents 1..50", "draw cents 1..99999999999999999999", "draw", "a number of this step is out of range")]
    [InlineData("[pick from, look]", "[new env, look]", "new env", "this step cannot be read: the string \"new env\"")]
    [InlineData("[pick from, look]", "[pick from, pause 3s..1s, look]", "pause 3s", "the shorter pause comes first")]
    [InlineData("[pick from, look]", "[pick from, pause long, look]", "pause long", "this step cannot be read: the string \"pause long\"")]
    [InlineData("retry transfer 20%", "retry transfer 120%", "retry", "this step cannot be read: the string \"retry transfer 120% if unknown\"")]
    [InlineData("[pick from, look]", "[pick from, look, retry transfer]", "retry transfer]", "retry transfer: no step before it sends \"transfer\"")]
    [InlineData("new id, transfer, retry", "new id, transfer, look, retry", "retry", "retry transfer can never happen: \"look\" stands between, and an operation that does not end ok ends the iteration unless its retry follows")]
    [InlineData("  account: {", "  thing: { list: [a, b] }\n  account: {", "pick from, pick", "pick from does not say of which entity", 3)]
    // Load and faults.
    [InlineData("users: 1000", "users: 2_000_000", "2_000_000", "\"users\" must be 1048576 or less, not 2_000_000")]
    [InlineData("users: 1000", "users: 0", "0, spawn", "\"users\" must be 1 or more, not 0")]
    [InlineData("spawn-rate: 50", "spawn-rate: 0", "0, run", "\"spawn-rate\" must be 0.001 users a second or more, not 0")]
    [InlineData("spawn-rate: 50", "spawnrate: 50", "spawnrate", "unknown key \"spawnrate\"")]
    [InlineData("runtime: 300s", "runtime: 300", "300 }", "\"runtime\" must be a time such as 300ms, 20s or 5m, not the number 300")]
    [InlineData("runtime: 300s", "runtime: 10ms", "10ms", "\"runtime\" must be 1s or more, not 10ms")]
    [InlineData("at: 30% users", "at: noon", "noon", "\"at\" is written 30% users, 300 users, 20s, 50% runtime or 500 rps, not the string \"noon\"")]
    [InlineData("at: 30% users", "at: 30% rps", "30%", "\"at\" is written 30% users, 300 users, 20s, 50% runtime or 500 rps, not the string \"30% rps\"")]
    [InlineData("kill: ledger", "kill: [ledger, ledger]", "[ledger, ^ledger]", "\"ledger\" stands here twice")]
    [InlineData("kill: ledger", "kill: []", "[], rec", "\"kill\" is empty")]
    [InlineData("recover: 30s", "recover: 30", "30 }", "\"recover\" must be a time such as 300ms, 20s or 5m, not the number 30")]
    [InlineData("faults: [ {", "faults: [ 5, {", "5, {", "a fault must be an object, not the number 5")]
    public void Each_error_is_told_at_its_place(string old, string other, string place, string message, int count = 1, string? second = null, string? instead = null)
    {
        var text = BankText.With(old, other);
        if (second is not null) text = text.With(second, instead!);

        var errors = Errors(text);

        if (count < 0) Assert.Empty(errors);
        else if (count > 0) Assert.True(count == errors.Count, string.Join("\n", errors.Select(e => e.Line())));
        if (count >= 0) Assert.Contains($"bank.yaml({text.PlaceOf(place)}): {message}", string.Join("\n", errors.Select(e => e.Line())), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_with_ten_errors_tells_all_ten_in_the_order_of_the_text()
    {
        var text = BankText
            .With("read: GET bank /accounts/$id", "read: GET bnak /accounts/$id")
            .With("floor: 0", "floor: 0.5")
            .With("flag: yes", "flag: maybe")
            .With("count: 10_000", "count: none")
            .With("balance($to): +$cents", "balance($too): +$cents")
            .With("refused: [409, 422]", "refused: [1]")
            .With("pause: 1s..3s", "pause: 3")
            .With("spawn-rate: 50", "spawnrate: 50")
            .With("at: 30% users", "at: noon")
            .With("10%: [pick from, look]", "5%: [pick frm, look]");

        var errors = Errors(text);

        Assert.Equal(errors.Select(e => (e.Line, e.Column)).Order(), errors.Select(e => (e.Line, e.Column)));
        Assert.All(errors, e => Assert.NotEqual(0, e.Line));
        Assert.InRange(errors.Count, 10, 12);
    }

    [Fact]
    public void What_only_follows_from_an_error_is_not_told_again()
    {
        // The account cannot be read: that postings name it is no second error, nor is the sum that it is missing in.
        Assert.Single(Errors(BankText.With("value: $.balance", "value: [1]")));
        // Nor is a script that uses what a broken operation captures.
        Assert.Single(Errors(BankText.With("look: { send: GET bank /accounts/$from }", "look: { send: 5, capture: { x: $.x } }").With("[pick from, look]", "[pick from, look, look]")));
    }

    [Fact]
    public void Hints_say_what_would_be_right()
    {
        Assert.Equal("Did you mean \"from\"?", Errors(BankText.With("balance($from)", "balance($form)"))[0].Hint);
        Assert.Equal("Write 300s.", Errors(BankText.With("300s", "300"))[0].Hint);
        Assert.Equal("Write http://localhost:8080", Errors(BankText.With("http://localhost:8080", "localhost:8080"))[0].Hint);
        Assert.Contains("Authorization: Bearer $token", Errors(BankText.With("pause: 1s..3s", "session: bearer"))[0].Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_holds_no_map_is_told() => Assert.Equal("an experiment must be an object, not a list", Assert.Single(Errors("[1]")).Message);

    [Fact]
    public void Missing_sections_are_told_at_once() =>
        Assert.Equal(["\"targets\" is missing", "\"operations\" is missing", "\"users\" is missing"], Errors("experiment: x").Select(e => e.Message));

    [Fact]
    public void A_secret_of_the_environment_stands_in_no_error()
    {
        var text = BankText.With("http://localhost:8080", "$env.BANK");

        var error = Assert.Throws<Faultline.Configuration.ConfigurationException>(() => Read(text, ("BANK", "topsecret"))).Errors[0];

        Assert.DoesNotContain("topsecret", $"{error}", StringComparison.Ordinal);
    }
}
