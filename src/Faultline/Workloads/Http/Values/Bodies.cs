namespace Faultline.Workloads.Http.Values;

/// <summary>Makes bodies.</summary>
internal static class Bodies
{
    /// <summary>JSON.</summary>
    /// <exception cref="ValueSyntaxException">A literal is no JSON, or the body is nested too deeply.</exception>
    public static BodyTemplate Json(BodyNode root)
    {
        var builder = new BodyBuilder();
        builder.Add(root);
        return builder.Build("application/json");
    }

    /// <summary><c>application/x-www-form-urlencoded</c>, its values read for <see cref="TemplateUse.Form"/>.</summary>
    public static BodyTemplate Form(IReadOnlyList<(string Name, Template Value)> fields)
    {
        var builder = new BodyBuilder();
        foreach (var (index, (name, value)) in fields.Index())
        {
            if (index > 0) builder.Literal("&", TemplateUse.Text);
            builder.Literal(name, TemplateUse.Form);
            builder.Literal("=", TemplateUse.Text);
            builder.Add(value, TemplateUse.Form);
        }

        return builder.Build("application/x-www-form-urlencoded");
    }

    /// <summary>Text of a type, read for <see cref="TemplateUse.Text"/>.</summary>
    public static BodyTemplate Text(Template text, string contentType)
    {
        var builder = new BodyBuilder();
        builder.Add(text, TemplateUse.Text);
        return builder.Build(contentType);
    }
}
