using Faultline.Tests.Configuration;
using Faultline.Workloads.Http.Files;
using Faultline.Workloads.Http.Model;

namespace Faultline.Tests.Workloads.Http.Files;

/// <summary>Each key once: what becomes of it.</summary>
public sealed class EveryKeyTests : IDisposable
{
    private readonly TemporaryFile _certificate = new("", "ca.pem");
    private readonly ExperimentFile _file;

    public EveryKeyTests()
    {
        var path = Path.Combine(_certificate.Folder, "every.yaml");
        File.WriteAllText(path, EveryKey.Text);
        _file = ExperimentFile.Read(path, name => name == "TOKEN" ? "topsecret" : null);
    }

    private SystemModel Model => _file.Model;

    public void Dispose() => _certificate.Dispose();

    [Fact]
    public void Targets()
    {
        Assert.Equal(["http://localhost:8080/base", "https://localhost/"], Model.Targets.Select(t => t.Address.AbsoluteUri));
        Assert.Equal([("Authorization", "Bearer $env.TOKEN")], Model.Targets[0].Headers.Select(h => (h.Name, h.Value.Source)));
        Assert.Equal(Path.Combine(_certificate.Folder, "ca.pem"), Model.Targets[1].TrustedAuthority);
        Assert.Equal(["TOKEN"], Model.Variables.Secrets.Names);
    }

    [Fact]
    public void Accounts()
    {
        var amount = Model.Accounts[0];
        Assert.Equal((-1000, "EUR", 2, -1), (amount.Floor, amount.Unit, amount.Scale, amount.FixedWeight));
        Assert.Equal(new AccountWords("thing", "moved-twice", "kept-back", "overdrawn", "out-of-bounds"), amount.Words);
        Assert.Equal("Cache-Control", Assert.Single(amount.Read.Headers).Name);
        Assert.Equal(1230, amount.Value.Read("""{"amount":"12.30"}"""u8.ToArray()));
        Assert.True(Model.Accounts[1].IsFlag);
        Assert.Equal(["application/x-www-form-urlencoded", "application/json", "text/csv"], Model.Accounts.Skip(1).Select(a => a.Read.Body!.ContentType));
        Assert.Equal("$.rate", Model.Accounts[2].Weight?.Source);
    }

    [Fact]
    public void Entities()
    {
        var (customer, shelf, thing, user) = (Model.Entities[0], Model.Entities[1], Model.Entities[2], Model.Entities[3]);
        Assert.Equal(("GET api /customers", "$.*.id", 0.1), (ExperimentText.Line(customer.List!), customer.ListIds?.Source, customer.PrivateShare));
        Assert.Equal(["a", "b", "3"], shelf.Listed);
        Assert.Equal(("customer", 0, 2), (thing.OnePer, thing.Count, thing.Before.Count));
        Assert.Equal(
            """{"customer":"c","shelf":"s","size":2,"fixed":[1,1000,true,null,"no","5"]}""",
            ExperimentText.Body(thing.Create!, Model, ("customer", "c"), ("shelf", "s"), ("size", 2L)));
        Assert.Equal(["POST api /things/$thing/open", "PUT api /things/$thing"], thing.Then.Select(ExperimentText.Line));
        Assert.Equal(("header(Location)", "POST api /users/$user"), (user.Id?.Source, ExperimentText.Line(Assert.Single(user.Then))));
    }

    [Fact]
    public void Operations()
    {
        var move = Model.Operations[1];
        Assert.Equal(["token", "place"], Model.Operations[0].Captures.Select(c => Model.Variables.Names[c.Slot]));
        Assert.Equal((RepeatSpec.NoEffect, true, TimeSpan.FromMilliseconds(500)), (move.Repeat, move.Conserves, move.SettleAfter));
        Assert.Equal([409], move.Answers.Refused);
        Assert.Equal(["DB error"], move.Answers.UnknownIf);
        Assert.Equal(["api"], move.Reaches);
        Assert.Equal("GET api /things/$from", ExperimentText.Line(move.Content!));
        Assert.Equal(2, move.Each?.Posts.Count);
        Assert.Equal("b 5", ExperimentText.Body(Model.Operations[2].Send, Model, ("to", "b"), ("amount", 5L)));
    }

    [Fact]
    public void Users()
    {
        Assert.Equal((TimeSpan.FromMilliseconds(500), TimeSpan.FromMilliseconds(500), SessionKind.Cookies), (Model.Users.ShortestPause, Model.Users.LongestPause, Model.Users.Session));
        Assert.Equal([0.505, 0.495], Model.Users.Mix.Select(s => s.Share));
        Assert.Contains(new RetryStep("move", 1, IfUnknown: true, IfFailed: true), Model.Users.Mix[0].Steps);
        Assert.Contains(new PauseStep(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2)), Model.Users.Mix[0].Steps);
        Assert.Contains(new PauseStep(null, null), Model.Users.Mix[1].Steps);
        Assert.Contains(new DrawStep(Model.Variables.Find("amount"), -5, 5), Model.Users.Mix[1].Steps);
    }

    [Fact]
    public void Load_and_faults()
    {
        Assert.Equal(
            new LoadSpec
            {
                Users = 1000, SpawnRate = 0.5, Runtime = TimeSpan.FromMinutes(2), Seed = -3, OperationTimeout = TimeSpan.FromSeconds(2.5), ServerTimeout = TimeSpan.Zero,
                SettleCap = TimeSpan.FromMinutes(1),
            },
            _file.Load);
        Assert.Equal(
            [(FaultMoment.Users, 300, false), (FaultMoment.Time, 20, false), (FaultMoment.Time, 0.5, true), (FaultMoment.RequestsPerSecond, 12.5, false)],
            _file.Faults.Select(f => (f.Moment, f.At, f.IsShare)));
        Assert.Equal(["api", "files"], _file.Faults[0].Services);
        Assert.Equal((2, TimeSpan.Zero), (_file.Faults[0].Count, _file.Faults[0].Recover));
        Assert.Null(_file.Faults[1].Recover);
        Assert.Equal(0.025, _file.MaxBlindSpot);
    }
}
