using Faultline.Workloads.Http.Plans;
using Faultline.Workloads.Http.Values;

namespace Faultline.Workloads.Http.State;

/// <summary>What a transaction posts.</summary>
internal sealed record PostedContent(IReadOnlyList<KeyedPosting> Postings)
{
    /// <summary>Whether two are the same.</summary>
    public static bool AreSame(PostedContent one, PostedContent other) => one.Postings.SequenceEqual(other.Postings);
}

/// <summary>Computes what transactions post from the variables that were kept of them. Safe for any number of callers.</summary>
internal sealed class TransactionPostings(SystemPlan plan)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(int Operation, string Input), PostedContent?> _known = [];
    private readonly Scope _scope = plan.NewScope();

    /// <summary>Why some could not be computed: the first that could not; null where all could.</summary>
    public string? FirstFault { get; private set; }

    /// <summary>What a transaction posts by its variables alone; null where that cannot be computed.</summary>
    public PostedContent? Of(OperationPlan operation, string? input)
    {
        lock (_gate)
        {
            if (_known.TryGetValue((operation.Number, input ?? ""), out var known)) return known;
            var (content, fault) = In(operation, input, default);
            if (content is null) FirstFault ??= $"what {operation.Name} posts cannot be computed ({input}): {fault}";
            return _known[(operation.Number, input ?? "")] = content;
        }
    }

    /// <summary>What a transaction posts by an answer that shows its content.</summary>
    /// <returns>It, or null and why it cannot be computed.</returns>
    public (PostedContent? Content, string Fault) In(OperationPlan operation, string? input, ReadOnlyMemory<byte> answer)
    {
        lock (_gate)
        {
            _scope.Clear();
            operation.Kept.Read(input, _scope);
            _scope.Answer = answer;
            try
            {
                return (new PostedContent(operation.Posts.Compute(_scope)), "");
            }
            catch (UnusableValueException e)
            {
                return (null, e.Message);
            }
        }
    }
}
