using Faultline.Auditing;
using Faultline.Experiments;

namespace Faultline.Reporting.Json;

/// <summary>What a run keeps of its trade, written and read back: transactions, words, the workload's own figures.</summary>
internal static class TradeJson
{
    // Sums over runs must not overflow because one file is wrong.
    private const long Most = 1_000_000_000_000;

    // Each group is a picture and a column: a file of any hand may hold any number.
    private const int MostOfASort = 20;

    public static TransactionsDocument Transactions(TransactionTotals t) =>
        new(t.Kind, t.Attempted, t.Succeeded, t.Refused, t.Unknown, t.SuccessRate, Word(t.Repeat));

    public static WordsDocument Words(WorkloadWords words) => new(
        new(words.Attempt.One, words.Attempt.Many),
        new(words.Transaction.One, words.Transaction.Many),
        words.Entities,
        words.Variant,
        words.Refusals,
        words.Accounts,
        words.Anomalies);

    public static SectionDocument Section(WorkloadSection section) => new(
        section.Name,
        section.Label,
        section.Title,
        section.Caption,
        section.Note,
        [.. section.Terms.Select(term => new TermDocument(term.Term, term.Meaning))],
        [.. section.Groups.Select(group => new FigureGroupDocument(
            group.Name, group.Title, group.Heading, group.Meaning, group.Measure, group.AreDifferences,
            [.. group.Figures.Select(figure => new FigureDocument(figure.Name, figure.Label, figure.Value))]))]);

    /// <summary>The totals, or null where they do not add up.</summary>
    public static IReadOnlyList<TransactionTotals>? Transactions(IReadOnlyList<TransactionsMembers?> members)
    {
        var totals = new List<TransactionTotals>();
        foreach (var member in members)
        {
            if (member is not { Kind: { } kind, Attempted: >= 0 and < Most and var attempted, Succeeded: >= 0 and var succeeded } || succeeded > attempted) return null;
            totals.Add(new TransactionTotals(kind, attempted, succeeded, member.Refused ?? 0, member.Unknown ?? 0) { Repeat = Rule(member.Repeat) });
        }

        return totals.Sum(t => (decimal)t.Attempted) < Most ? totals : null;
    }

    /// <summary>The words; those of bookkeeping for what is missing.</summary>
    public static WorkloadWords Words(WordsMembers? members)
    {
        var plain = WorkloadWords.Plain;
        return members is null ? plain : new WorkloadWords
        {
            Attempt = Noun(members.Attempt) ?? plain.Attempt,
            Transaction = Noun(members.Transaction) ?? plain.Transaction,
            Entities = members.Entities ?? plain.Entities,
            Variant = members.Variant ?? plain.Variant,
            Refusals = members.Refusals ?? plain.Refusals,
            Accounts = Texts(members.Accounts),
            Anomalies = Texts(members.Anomalies),
        };
    }

    /// <summary>The figures; null where they cannot be shown: without names nobody knows what they are.</summary>
    public static WorkloadSection? Section(SectionMembers? members)
    {
        if (members is not { Name: { } name, Groups: { } groups }) return null;
        return new WorkloadSection(name, members.Label ?? name, members.Title ?? name, [.. groups.OfType<FigureGroupMembers>().Select(Group).OfType<FigureGroup>().Take(MostOfASort)])
        {
            Caption = members.Caption ?? "",
            Note = members.Note ?? "",
            Terms = [.. (members.Terms ?? []).Where(t => t is { Term: not null, Meaning: not null }).Take(MostOfASort).Select(t => new ExplainedTerm(t!.Term!, t.Meaning!))],
        };
    }

    private static FigureGroup? Group(FigureGroupMembers members)
    {
        if (members is not { Name: { } name, Figures: { } figures }) return null;
        var title = members.Title ?? name;
        return new FigureGroup(
            name, title, [.. figures.Where(f => f?.Name is not null).Take(MostOfASort).Select(f => new WorkloadFigure(f!.Name!, f.Label ?? f.Name!, f.Value))])
        {
            Heading = members.Heading ?? title,
            Meaning = members.Meaning ?? "",
            Measure = members.Measure ?? title,
            AreDifferences = members.AreDifferences ?? false,
        };
    }

    private static Noun? Noun(NounMembers? members) => members is { One: { } one, Many: { } many } ? new Noun(one, many) : null;

    private static Dictionary<string, string> Texts(IReadOnlyDictionary<string, string?>? texts) =>
        (texts ?? new Dictionary<string, string?>()).Where(t => t.Value is not null).ToDictionary(t => t.Key, t => t.Value!, StringComparer.Ordinal);

    /// <summary>The rule of a word; null where it was not found out, or a later version found out another.</summary>
    private static RepeatRule? Rule(string? word) => Enum.GetValues<RepeatRule>().Where(rule => Word(rule) == word).Select(rule => (RepeatRule?)rule).FirstOrDefault();

    private static string? Word(RepeatRule? repeat) => repeat switch
    {
        RepeatRule.AppliesAgain => "applies-again",
        RepeatRule.Refused => "refused",
        RepeatRule.AcceptedWithoutEffect => "accepted-without-effect",
        RepeatRule.Unknown => "unknown",
        null => null,
    };
}
