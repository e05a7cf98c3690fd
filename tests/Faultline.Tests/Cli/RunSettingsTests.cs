using Faultline.Cli.Runs;
using Faultline.Experiments;

namespace Faultline.Tests.Cli;

public sealed class RunSettingsTests
{
    private static readonly RunSettings Settings = new() { Name = "nightly", Users = 7, SpawnRate = 3, Runtime = TimeSpan.FromSeconds(20) };

    [Fact]
    public void What_a_command_settles_is_what_the_experiment_does()
    {
        var experiment = (Settings with
        {
            Seed = 9, OperationTimeout = TimeSpan.FromSeconds(2), Project = "bank", Variant = "two-phase", Bug = "double", Attempts = 40, FaultsFirst = true,
        }).Experiment(["few descriptors"]);

        Assert.Equal((7, 3.0, TimeSpan.FromSeconds(20), 9, TimeSpan.FromSeconds(2)), (
            experiment.Load.Users, experiment.Load.Model.SpawnRate, experiment.Load.Runtime, experiment.Load.Seed, experiment.Load.OperationTimeout));
        Assert.Equal(("nightly", "bank", "two-phase", "double"), (experiment.Name, experiment.Project, experiment.Variant, experiment.Bug));
        Assert.True(experiment is { FaultsFirst: true, EndsWithUsers: true });
        Assert.Equal(["few descriptors"], experiment.Warnings);
        Assert.Equal(RunSession.Versions, experiment.Versions);
    }

    [Fact]
    public void The_experiment_knows_the_warnings_of_its_file_too()
    {
        Assert.Equal(["of the file", "few descriptors"], (Settings with { Warnings = ["of the file"] }).Experiment(["few descriptors"]).Warnings);
    }

    [Fact]
    public void What_is_not_settled_is_as_an_experiment_has_it()
    {
        var settled = Settings.Experiment([]);
        var plain = new Experiment { Name = "nightly", Load = settled.Load, Faults = settled.Faults, Versions = settled.Versions, Warnings = settled.Warnings };

        Assert.Equal(plain, settled);
    }
}
