using Faultline.Workloads.Http.Plans;
using Faultline.Workloads.Http.Requests;

namespace Faultline.Workloads.Http.State;

/// <summary>Reads single accounts, and what transactions hold.</summary>
internal sealed class StateReader(SystemPlan plan, SystemClient client, TransactionPostings postings)
{
    /// <summary>Reads an account.</summary>
    public Task<EntityRead<Balance?>> ReadAsync(AccountPlan account, string key, CancellationToken cancellationToken) =>
        client.ReadAsync(account.Read, plan.ScopeOf(key), key, account.BalanceIn, $"an answer with {account.Spec.Value.Source}", cancellationToken);

    /// <summary>Reads what a transaction holds.</summary>
    /// <param name="operation">Its operation.</param>
    /// <param name="input">Its variables, as they are kept.</param>
    /// <param name="key">Its key.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task<EntityRead<PostedContent>> ReadAsync(OperationPlan operation, string? input, string key, CancellationToken cancellationToken)
    {
        var scope = plan.NewScope();
        operation.Kept.Read(input, scope);
        return client.ReadAsync(operation.Content!, scope, key, answer => postings.In(operation, input, answer.Body), $"an answer that holds what {operation.Name} posts", cancellationToken);
    }
}
