using Bank.Bugs;
using Bank.Ledgers;
using Bank.Transfers;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Samples.Storage;
using Samples.Web;

namespace Bank;

/// <summary>One process of the reference bank.</summary>
public static class BankServer
{
    /// <summary>
    /// Serves the options' role until cancelled or ended by SIGTERM.
    /// Throws <see cref="IOException"/> where the port is taken, <see cref="ArgumentException"/> where an option is missing.
    /// </summary>
    public static async Task RunAsync(BankOptions options, CancellationToken cancellationToken)
    {
        var builder = WebService.CreateBuilder("Bank", options.Address, options.Port);
        if (options.Role == BankRole.Bank) AddBank(builder.Services, options);
        else builder.Services.AddSingleton(_ => new Ledger(options.Store("ledger")));

        await using var app = builder.Build();
        ServiceAnswers.Use(app, options.Instance);
        if (options.Role == BankRole.Bank) MapBank(app);
        else MapLedger(app, options);
        await app.StartAsync(cancellationToken);
        await app.WaitForShutdownAsync(cancellationToken);
    }

    private static void AddBank(IServiceCollection services, BankOptions options)
    {
        var ledger = options.Ledger ?? throw new ArgumentException("The bank needs the ledger's address.", nameof(options));
        services
            .AddSingleton(_ => new TransferBook(options.Store("bank")))
            .AddSingleton(_ => new LedgerClient(ledger))
            .AddSingleton(found => BankBugs.In(
                (IMover)new Mover(
                    BankBugs.In((IPostings)found.GetRequiredService<LedgerClient>(), options.Bug),
                    options.StepDelay,
                    found.GetRequiredService<TimeProvider>()),
                options.Bug))
            .AddSingleton<TransferDesk>()
            .AddHostedService<Outbox>();
    }

    private static void MapBank(WebApplication app)
    {
        var book = app.Services.GetRequiredService<TransferBook>();
        WebService.MapHealth(app, book.Probe);
        AccountApi.Map(app, app.Services.GetRequiredService<LedgerClient>());
        TransferApi.Map(app, book, app.Services.GetRequiredService<TransferDesk>());
    }

    private static void MapLedger(WebApplication app, BankOptions options)
    {
        var ledger = app.Services.GetRequiredService<Ledger>();
        WebService.MapHealth(app, ledger.Probe);
        LedgerApi.Map(app, ledger, BankBugs.In(new TransactionalPosting(ledger.Database), ledger, options.Bug, app.Services.GetRequiredService<TimeProvider>()));
    }
}
