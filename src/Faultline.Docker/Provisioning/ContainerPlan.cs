namespace Faultline.Docker.Provisioning;

/// <summary>One container of a deployment.</summary>
/// <param name="Service">Service that it is an instance of; its name in the deployment's network.</param>
/// <param name="Number">Its number among the service's containers, from 1.</param>
/// <param name="Image">The image.</param>
/// <param name="Command">What follows the image's entry point, or, with <see cref="EntryPoint"/>, what follows that.</param>
/// <param name="Port">The port that it listens on, inside.</param>
public sealed record ContainerPlan(string Service, int Number, string Image, IReadOnlyList<string> Command, int Port)
{
    /// <summary>Replaces the image's entry point.</summary>
    public string? EntryPoint { get; init; }

    /// <summary>Variables of its environment.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Port of 127.0.0.1 under which this machine, and no other, reaches it; null: none.</summary>
    public int? PublishedPort { get; init; }

    /// <summary>Name of the instance in its network, such as <c>order-service-1</c>.</summary>
    public string Instance => $"{Service}-{Number}";
}
