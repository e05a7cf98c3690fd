using System.Text.RegularExpressions;
using Faultline.Configuration;

namespace Faultline.Workloads.Http.Files;

/// <summary>Names that users choose.</summary>
internal static partial class NameText
{
    /// <summary>Whether a name of a target, account or operation is one; noted where not.</summary>
    public static bool IsName(ConfigProperty property, string what, ErrorList errors) =>
        Is(Name(), property, what, "A name is made of letters, digits, - and _, and begins with a letter.", errors);

    /// <summary>Whether a name can also be that of a variable, <c>$name</c>; noted where not.</summary>
    public static bool IsVariable(ConfigProperty property, string what, ErrorList errors) =>
        Is(Variable(), property, what, "It is also a variable: letters, digits and _, beginning with a letter, and not env.", errors);

    /// <summary>Whether a text can be a variable's name.</summary>
    public static bool IsVariable(string name) => Variable().IsMatch(name);

    private static bool Is(Regex grammar, ConfigProperty property, string what, string hint, ErrorList errors)
    {
        if (grammar.IsMatch(property.Name)) return true;

        errors.Add($"\"{SourceText.Cut(property.Name, 60)}\" cannot be the name of {what}", property.Place, hint);
        return false;
    }

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9_-]{0,59}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();

    [GeneratedRegex(@"\A(?!env\z)[A-Za-z_][A-Za-z0-9_]{0,59}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Variable();
}
