using Faultline.Workloads;

namespace Faultline.Tests.Workloads;

public sealed class PopulationMemoryTests : IDisposable
{
    private static readonly Uri Target = new("http://127.0.0.1:8000");

    private readonly string _folder = Directory.CreateTempSubdirectory("faultline-memory-").FullName;
    private readonly PopulationMemory _memory;

    public PopulationMemoryTests() => _memory = new PopulationMemory(Target, _folder);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Lists_come_back_by_their_names()
    {
        _memory.Remember("200 accounts", new Dictionary<string, IReadOnlyList<string>> { ["account"] = ["a", "b"], ["branch"] = ["x"] });

        Assert.Equal(["a", "b"], _memory.Recall("account"));
        Assert.Equal(["x"], new PopulationMemory(Target, _folder).Recall("branch"));
        Assert.Null(_memory.Recall("customer"));
    }

    [Fact]
    public void Each_target_has_a_memory_of_its_own()
    {
        _memory.Remember("", new Dictionary<string, IReadOnlyList<string>> { ["account"] = ["a"] });

        Assert.Null(new PopulationMemory(new Uri("http://127.0.0.1:8001"), _folder).Recall("account"));
    }

    [Fact]
    public void What_is_forgotten_or_was_never_kept_is_none()
    {
        Assert.Null(_memory.Recall("account"));
        _memory.Remember("", new Dictionary<string, IReadOnlyList<string>> { ["account"] = ["a"] });
        _memory.Forget();

        Assert.Null(_memory.Recall("account"));
    }

    [Theory]
    [InlineData("no json")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{ "account": 1 }""")]
    [InlineData("""{ "account": [] }""")]
    [InlineData("""{ "account": [ 1, 2 ] }""")]
    [InlineData("""{ "account": [ null ] }""")]
    public void What_cannot_be_read_is_none(string text)
    {
        _memory.Remember("", new Dictionary<string, IReadOnlyList<string>> { ["account"] = ["a"] });
        File.WriteAllText(Directory.GetFiles(_folder).Single(), text);

        Assert.Null(_memory.Recall("account"));
    }

    [Fact]
    public void A_file_of_an_earlier_version_is_read()
    {
        _memory.Remember("", new Dictionary<string, IReadOnlyList<string>>());
        File.WriteAllText(Directory.GetFiles(_folder).Single(), """{"Description":"visible 2","Orders":["o-1","o-2"]}""");

        Assert.Equal(["o-1", "o-2"], _memory.Recall("Orders"));
    }
}
