using Docker.DotNet.Models;
using Faultline.Docker;

namespace Faultline.IntegrationTests.Docker;

/// <summary>The Docker engine that tests may use: the one that ./test found or started.</summary>
internal static class Engine
{
    /// <summary>Collection of the tests that keep an engine busy: one after the other, beside those that only wait.</summary>
    public const string Tests = "Docker engine";

    /// <summary>Its address. Where there is none the test is left out; where nothing may be left out (CI=true) it fails.</summary>
    public static Uri Require()
    {
        var address = Environment.GetEnvironmentVariable("FAULTLINE_DOCKER");
        Needs.Require(!string.IsNullOrEmpty(address), "there is no Docker engine for the tests (./test finds or starts one and names it in FAULTLINE_DOCKER)");
        return new Uri(address);
    }

    /// <summary>Where a store in a container is reached from this machine.</summary>
    public static string StoreAddress(DockerEngine engine, string container)
    {
        var address = Inspect(engine, container).NetworkSettings!.Networks!.Values.Single().IPAddress;
        return $"Host={address};Username=postgres;Database=postgres;Pooling=false;SSL Mode=Disable";
    }

    public static ContainerInspectResponse Inspect(DockerEngine engine, string container) =>
        engine.Client.Containers.InspectContainerAsync(container).GetAwaiter().GetResult();
}
