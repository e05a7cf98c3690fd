using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.LoadBalancing;

namespace Shop.Gateway;

/// <summary>Passes each service's paths on to its replicas in turn, leaving out those that do not answer their health check.</summary>
internal static class GatewayProxy
{
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(4.8);
    private static readonly TimeSpan ProbeInterval = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan ProbeTimeout = TimeSpan.FromSeconds(2);

    private static readonly (ShopRole Role, string Prefix)[] Services =
        [(ShopRole.Order, "orders"), (ShopRole.Stock, "stock"), (ShopRole.Payment, "payment")];

    public static void AddServices(IServiceCollection services, IReadOnlyList<ShopBackend> backends)
    {
        services.AddReverseProxy().LoadFromMemory(
            [.. Services.Select(service => new RouteConfig
            {
                RouteId = service.Prefix,
                ClusterId = service.Prefix,
                Match = new RouteMatch { Path = $"/{service.Prefix}/{{**rest}}" },
            })],
            [.. Services.Select(service => Cluster(service.Prefix, backends.Where(backend => backend.Role == service.Role)))]);

        // For sticky sessions, which there are none of, it would keep keys in the user's home.
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        services.Remove(services.Single(service =>
            service.ServiceType == typeof(IHostedService)
            && service.ImplementationType?.Assembly == typeof(KeyManagementOptions).Assembly));
    }

    public static void Map(WebApplication app)
    {
        app.Use((context, next) =>
        {
            // Without a length, the proxy's client would send the POST again when the replica closes the connection.
            if (HttpMethods.IsPost(context.Request.Method) && context.Request.Headers.TransferEncoding.Count == 0)
                context.Request.ContentLength ??= 0;
            return next(context);
        });
        app.MapGet("/health", () => Answers.Done("Healthy"));
        app.MapReverseProxy(proxy => proxy.UseLoadBalancing());
    }

    private static ClusterConfig Cluster(string id, IEnumerable<ShopBackend> replicas) => new()
    {
        ClusterId = id,
        LoadBalancingPolicy = LoadBalancingPolicies.RoundRobin,
        Destinations = replicas
            .Select((replica, index) => ($"{id}-{index + 1}", new DestinationConfig { Address = replica.Address.ToString() }))
            .ToDictionary(),
        HttpRequest = new ForwarderRequestConfig
        {
            ActivityTimeout = AnswerTimeout,
            Version = System.Net.HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        },
        HealthCheck = new HealthCheckConfig
        {
            Active = new ActiveHealthCheckConfig
            {
                Enabled = true,
                Interval = ProbeInterval,
                Timeout = ProbeTimeout,
                Policy = HealthCheckConstants.ActivePolicy.ConsecutiveFailures,
                Path = "/health",
            },
        },
        Metadata = new Dictionary<string, string>
        {
            [ConsecutiveFailuresHealthPolicyOptions.ThresholdMetadataName] = "1",
        },
    };
}
