namespace Faultline.Workloads.Http.Model.Checks;

/// <summary>What operations say of themselves fits together.</summary>
internal static class OperationCheck
{
    public static void Check(SystemModel model, Findings findings)
    {
        foreach (var operation in model.Operations)
        {
            var all = operation.Posts.Concat(operation.Each?.Posts ?? []).ToArray();
            if (operation.Transaction is { } key) Transaction(operation, key, all, findings);
            else if (all.Length > 0)
                findings.Error(
                    $"\"{operation.Name}\" posts, but it does not say which attempts belong together",
                    operation, "posts", "Add transaction: with what the attempts at the same postings have in common, for example transaction: $id.");

            Content(operation, all, findings);
        }
    }

    private static void Transaction(OperationSpec operation, Values.Template key, PostingSpec[] all, Findings findings)
    {
        if (key.NeedsAnswer)
            findings.Error($"the key {key.Source} of \"{operation.Name}\" looks into an answer, and an attempt without one has none", operation, "transaction", "Take the value from a step before.");
        else if (key.Slots.Count == 0)
            findings.Error($"the key {key.Source} of \"{operation.Name}\" is always the same: all attempts would be at one transaction", operation, "transaction", "Make an id by the step new id, and say transaction: $id.");

        if (all.Length == 0) findings.Warn($"\"{operation.Name}\" is a transaction that posts nothing: nothing can be proved of it", operation, "transaction");
    }

    private static void Content(OperationSpec operation, PostingSpec[] all, Findings findings)
    {
        foreach (var posting in all.Where(_ => operation.Content is null))
        {
            if (!posting.Key.NeedsAnswer && !posting.Amount.NeedsAnswer) continue;
            findings.Error(
                $"the posting to {PostingText.Of(posting)} looks into an answer ($.), but \"{operation.Name}\" has no content:",
                posting, hint: "content: names the request whose answer says before the load what the transaction holds, for example content: GET order /orders/find/$order.");
        }

        if (operation is { Content: null, Each: { } each })
            findings.Error(
                $"each {each.Name} in {each.List.Source} looks into an answer, but \"{operation.Name}\" has no content:",
                each, hint: "content: names the request whose answer says what the transaction holds.");
        if (operation is { Content: not null, Each: null } && !all.Any(p => p.Key.NeedsAnswer || p.Amount.NeedsAnswer))
            findings.Warn($"the content of \"{operation.Name}\" is read for nothing: no posting looks into it by $.", operation, "content");
    }
}
