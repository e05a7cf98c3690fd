using Bank.Transfers;
using Samples.Storage;
using Samples.Web;

namespace Faultline.Tests.Samples.Bank;

/// <summary>
/// The ledger's own postings on a store of its own, without a network between; of the calls that are named, one gets lost on its
/// way there, or its answer on the way back.
/// </summary>
internal sealed class LedgerPostings : IPostings, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("faultline-test-").FullName;
    private readonly TransactionalPosting _posting;
    private int _calls;

    public LedgerPostings()
    {
        Ledger = new Ledger(new SqliteEngine(Path.Combine(_folder, "ledger.db")));
        _posting = new TransactionalPosting(Ledger.Database);
    }

    public Ledger Ledger { get; }

    /// <summary>Number of the call that gets lost, from 0.</summary>
    public int? LostCall { get; init; }

    /// <summary>Number of the call whose answer gets lost, from 0.</summary>
    public int? LostAnswer { get; init; }

    public long Balance(string id) => Ledger.Find(id)!.Balance;

    public Task<CallResult> PostAsync(string account, int amount, string key, CancellationToken cancellationToken) => CallAsync(account, amount, key, null);

    public Task<CallResult> UndoAsync(string account, string key, CancellationToken cancellationToken) => CallAsync(account, 0, null, key);

    public void Dispose()
    {
        Ledger.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<CallResult> CallAsync(string account, int amount, string? key, string? compensates)
    {
        var number = Interlocked.Increment(ref _calls) - 1;
        if (number == LostCall) return CallResult.Unknown;
        var result = await _posting.PostAsync(account, amount, key, compensates);
        if (number == LostAnswer) return CallResult.Unknown;
        return result == PostResult.Applied ? CallResult.Applied : CallResult.Refused;
    }
}
