using Faultline.Configuration;

namespace Faultline.Workloads.Http.Model.Checks;

/// <summary>Whatever is named is declared, once.</summary>
internal static class NameCheck
{
    public static void Check(SystemModel model, ModelNames names, Findings findings)
    {
        Once("target", model.Targets, t => t.Name, findings);
        Once("account", model.Accounts, a => a.Name, findings);
        Once("entity", model.Entities, e => e.Name, findings);
        Once("operation", model.Operations, o => o.Name, findings);

        foreach (var (what, request) in Requests(model))
        {
            // Where there is no target at all, that is told once.
            if (names.Targets.Count == 0 || names.Targets.Contains(request.Target) || names.Unread.Targets.Contains(request.Target)) continue;
            findings.Error($"{what} target {Undeclared(request.Target, names.Targets)}", request, "target");
        }

        foreach (var operation in model.Operations)
        {
            foreach (var posting in operation.Posts.Concat(operation.Each?.Posts ?? [])) Account($"\"{operation.Name}\" posts to", posting.Account, posting);
            if (operation.Shows is { } shown) Account($"\"{operation.Name}\" shows", shown.Account, shown);
        }

        void Account(string what, string name, object part)
        {
            if (names.Accounts.Contains(name) || names.Unread.Accounts.Contains(name)) return;
            findings.Error($"{what} account {Undeclared(name, names.Accounts)}", part);
        }
    }

    /// <summary>Half a sentence about a name that nothing bears.</summary>
    public static string Undeclared(string name, IReadOnlyList<string> declared) =>
        $"\"{SourceText.Cut(name, 60)}\", which is not declared.{Suggestion.Question(name, declared)}";

    private static IEnumerable<(string What, RequestSpec Request)> Requests(SystemModel model)
    {
        foreach (var account in model.Accounts) yield return ($"account \"{account.Name}\" is read from", account.Read);
        foreach (var entity in model.Entities)
        {
            if (entity.Create is { } create) yield return ($"entity \"{entity.Name}\" is created at", create);
            foreach (var then in entity.Then) yield return ($"entity \"{entity.Name}\" is completed at", then);
            if (entity.List is { } list) yield return ($"entity \"{entity.Name}\" is listed by", list);
        }

        foreach (var operation in model.Operations)
        {
            yield return ($"operation \"{operation.Name}\" is sent to", operation.Send);
            if (operation.Content is { } content) yield return ($"the content of \"{operation.Name}\" is read from", content);
        }
    }

    private static void Once<T>(string what, IReadOnlyList<T> parts, Func<T, string> name, Findings findings)
        where T : class
    {
        foreach (var twice in parts.GroupBy(name).SelectMany(g => g.Skip(1))) findings.Error($"{what} \"{name(twice)}\" is declared twice", twice);
    }
}
