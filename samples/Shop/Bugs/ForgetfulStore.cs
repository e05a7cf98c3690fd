using Microsoft.Extensions.Hosting;

namespace Shop.Bugs;

/// <summary>Nothing outlives the process, as in a store that keeps all in memory: whoever is started begins with nothing.</summary>
internal sealed class ForgetfulStore(Ledger ledger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => ledger.ForgetAllAsync();

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
