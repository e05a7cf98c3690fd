namespace Faultline.Workloads.Http.Values;

/// <summary>A JSON body under construction: what a reader of files, or a program, hands over.</summary>
internal abstract record BodyNode;

/// <summary>A map.</summary>
internal sealed record BodyMap(IReadOnlyList<(string Name, BodyNode Value)> Members) : BodyNode;

/// <summary>A list.</summary>
internal sealed record BodyList(IReadOnlyList<BodyNode> Items) : BodyNode;

/// <summary>A text with variables, read for <see cref="TemplateUse.Json"/>; where it is one variable alone, the value keeps its type.</summary>
internal sealed record BodyText(Template Text) : BodyNode;

/// <summary>A number, true, false or null, as JSON writes it.</summary>
internal sealed record BodyLiteral(string Json) : BodyNode;
