using Faultline.Configuration;
using Faultline.Workloads.Http.Model;
using Faultline.Workloads.Http.Values;

namespace Faultline.Workloads.Http.Files;

/// <summary>Where requests go: <c>bank: http://localhost:8080</c>, or an object with headers and a certificate beside the address.</summary>
internal sealed class TargetReader(ReadingContext context, RequestReader requests)
{
    private readonly ErrorList _errors = context.Errors;

    /// <summary>All that can be read.</summary>
    public IReadOnlyList<TargetSpec> Read(ConfigNode node)
    {
        var entries = context.Entries(node, "\"targets\"");
        context.Targets = [.. entries.Select(e => e.Name)];
        if (entries.Count == 0 && node.Kind == ConfigKind.Object) _errors.Add("\"targets\" is empty", node.Place, "For example targets: { bank: http://localhost:8080 }");

        var targets = new List<TargetSpec>();
        foreach (var property in entries)
        {
            if (NameText.IsName(property, "a target", _errors) && Target(property) is { } target) targets.Add(context.Places.Add(target, property.Place));
            else context.Unread.Targets.Add(property.Name);
        }

        return targets;
    }

    private TargetSpec? Target(ConfigProperty property)
    {
        if (property.Value.Kind != ConfigKind.Object) return Address(property.Value, property.Name) is { } only ? new TargetSpec(property.Name, only) : null;
        if (ObjectReader.For(property.Value, "a target", _errors, ExperimentKeys.Target) is not { } reader) return null;

        var address = reader.Text("address") is { } text ? Address(text, property.Name) : null;
        var headers = reader.Find("headers", required: false) is { } node ? Headers(node) : [];
        var (isRead, authority) = Authority(reader);
        return address is null || headers is null || !isRead
            ? null
            : new TargetSpec(property.Name, address) { Headers = headers, TrustedAuthority = authority };
    }

    private IReadOnlyList<HeaderSpec>? Headers(ConfigNode node)
    {
        var headers = requests.Headers(node);
        if (headers?.FirstOrDefault(h => h.Value.Slots.Count > 0) is not { } varying) return headers;

        _errors.Add(
            $"the header {varying.Name} of a target goes with every request, also where $"
            + $"{context.Variables.Names[varying.Value.Slots[0]]} has no value", context.Places.Of(varying, "") ?? node.Place, "Put it under headers: of the operations.");
        return null;
    }

    private (bool IsRead, string? Path) Authority(ObjectReader reader)
    {
        if (reader.Find("ca", required: false) is not { } node) return (true, null);
        if (!reader.IsText(node, "\"ca\"")) return (false, null);

        var path = node.Text.Contains('\0', StringComparison.Ordinal) ? null : Path.GetFullPath(node.Text, context.Folder);
        if (File.Exists(path)) return (true, path);

        _errors.Add($"there is no file \"{SourceText.Cut(node.Text, 60)}\"", node.Place, "ca: names the certificate, in PEM, of the authority that signed the target's own; a path starts from the folder of this file.");
        return (false, null);
    }

    private Uri? Address(ConfigNode node, string name)
    {
        if (context.Written(node, $"the address of \"{name}\"") is not { } written) return null;
        if (context.RequestTemplate(node, TemplateUse.Text, written) is not { } template) return null;
        if (template.Slots.Count > 0)
        {
            _errors.Add($"the address of \"{name}\" holds a variable", node.Place, $"Of the environment it takes one: $env.{context.Variables.Names[template.Slots[0]]}");
            return null;
        }

        return Checked(template.Render(new Scope(0)).Trim(), node, name);
    }

    private Uri? Checked(string text, ConfigNode node, string name)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Host.Length == 0 || address.Scheme is not ("http" or "https"))
        {
            var repaired = "http://" + text.TrimEnd('/');
            // What came out of the environment is not shown.
            var isRepairable = text == node.Text && !text.Contains("://", StringComparison.Ordinal) && Uri.TryCreate(repaired, UriKind.Absolute, out var other) && other.Host.Length > 0;
            _errors.Add(
                $"the address of \"{name}\" must be an absolute http or https address, not \"{SourceText.Cut(node.Text, 60)}\"", node.Place,
                $"Write {(isRepairable ? SourceText.Cut(repaired, 80) : "http://localhost:8080")}");
            return null;
        }

        if (address.Query.Length + address.Fragment.Length + address.UserInfo.Length == 0) return address;

        _errors.Add($"the address of \"{name}\" must hold scheme, host, port and path only", node.Place, "Credentials go into headers:, for example Authorization: Bearer $env.TOKEN");
        return null;
    }
}
