using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Shop;

/// <summary>The answers that all services have in common.</summary>
internal static class Answers
{
    public static IResult Done(string text) => TypedResults.Text(text);

    public static IResult Refused(string text) => TypedResults.Text(text, statusCode: StatusCodes.Status400BadRequest);

    /// <summary>The request may or may not take effect; the caller cannot know.</summary>
    public static IResult Unavailable(string text) =>
        TypedResults.Text(text, statusCode: StatusCodes.Status503ServiceUnavailable);

    public static IResult Posted(PostResult result, string done, string isShort, string noAccount) => result switch
    {
        PostResult.Applied => Done(done),
        PostResult.Short => Refused(isShort),
        PostResult.Cancelled => Refused("This step was cancelled"),
        PostResult.NoAccount => Refused(noAccount),
    };

    /// <summary>Whether the path's segment is a whole number of at least one.</summary>
    public static bool IsCount(string segment, out int count) =>
        int.TryParse(segment, NumberStyles.None, CultureInfo.InvariantCulture, out count) && count > 0;

    /// <summary>Whether the path's segment is a whole number of at least zero.</summary>
    public static bool IsAmount(string segment, out int amount) =>
        int.TryParse(segment, NumberStyles.None, CultureInfo.InvariantCulture, out amount);
}
