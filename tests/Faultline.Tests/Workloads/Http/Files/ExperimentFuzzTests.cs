using Faultline.Tests.Configuration;

namespace Faultline.Tests.Workloads.Http.Files;

public class ExperimentFuzzTests
{
    // benches/files/run plays a hundred thousand.
    private const int Texts = 3000;

    [Fact]
    public void A_file_of_any_sort_is_taken_or_told_at_a_place_inside_it()
    {
        using var file = new TemporaryFile("", "x.yaml");
        var taken = 0;

        foreach (var (index, text) in MutatedYaml.Of([.. ReaderUnderFire.Valid, EveryKey.Text], Texts, seed: 1).Index())
        {
            var (fault, isTaken) = ReaderUnderFire.Fire(text, file.FullName);
            Assert.True(fault is null, $"text {index}: {fault}\n{text}");
            if (isTaken) taken++;
        }

        // Both happen, or the texts prove nothing.
        Assert.InRange(taken, Texts / 100, Texts / 2);
    }
}
