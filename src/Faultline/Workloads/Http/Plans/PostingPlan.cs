using Faultline.Workloads.Http.Model;
using Faultline.Workloads.Http.Values;

namespace Faultline.Workloads.Http.Plans;

/// <summary>What one application of a transaction adds to an account.</summary>
internal readonly record struct KeyedPosting(AccountId Account, long Amount);

/// <summary>What a transaction posts, computed from its variables and its content.</summary>
internal sealed class PostingPlan
{
    private readonly (int Account, Template Key, Expression Amount)[] _posts;
    private readonly (int Account, Template Key, Expression Amount)[] _ofEach;
    private readonly JsonPath? _list;

    /// <summary>The postings of an operation.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="numbers">The numbers of the sorts of account, by name.</param>
    public PostingPlan(OperationSpec operation, IReadOnlyDictionary<string, int> numbers)
    {
        _posts = [.. operation.Posts.Select(Numbered)];
        _ofEach = [.. (operation.Each?.Posts ?? []).Select(Numbered)];
        _list = operation.Each?.List.Elements();
        Slots = [.. _posts.Concat(_ofEach).SelectMany(p => p.Key.Slots.Concat(p.Amount.Slots)).Distinct()];

        (int, Template, Expression) Numbered(PostingSpec post) => (numbers[post.Account], post.Key, post.Amount);
    }

    /// <summary>Slots of the variables in them, each once.</summary>
    public IReadOnlyList<int> Slots { get; }

    /// <summary>The postings of a transaction whose variables and content are in a scope, one an account and none of 0, in the order of the accounts.</summary>
    /// <exception cref="UnusableValueException">A value is missing or no number, or a sum is out of range.</exception>
    public IReadOnlyList<KeyedPosting> Compute(Scope scope)
    {
        var sums = new Dictionary<AccountId, Int128>();
        foreach (var post in _posts) Add(post);
        if (_list is not null)
        {
            foreach (var element in _list.Matches(scope.Answer.Span))
            {
                scope.Element = scope.Answer[element];
                foreach (var post in _ofEach) Add(post);
            }

            scope.Element = default;
        }

        return
        [
            .. sums.Where(s => s.Value != 0)
                .OrderBy(s => s.Key.Account).ThenBy(s => s.Key.Key, StringComparer.Ordinal)
                .Select(s => new KeyedPosting(s.Key, Whole(s.Value))),
        ];

        void Add((int Account, Template Key, Expression Amount) post)
        {
            var account = new AccountId(post.Account, post.Key.Render(scope));
            sums[account] = sums.GetValueOrDefault(account) + post.Amount.Compute(scope);
        }
    }

    private static long Whole(Int128 sum) => sum >= long.MinValue && sum <= long.MaxValue
        ? (long)sum
        : throw new UnusableValueException("what is posted to an account is more than can be computed with");
}
