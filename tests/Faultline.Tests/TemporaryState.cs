using Faultline.Tests;

[assembly: AssemblyFixture(typeof(TemporaryState))]

namespace Faultline.Tests;

/// <summary>A state folder for all tests of this assembly, set before the first of them; each uses systems of its own in it.</summary>
public sealed class TemporaryState : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("faultline-state-").FullName;

    public TemporaryState() => Environment.SetEnvironmentVariable("FAULTLINE_STATE", _folder);

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
