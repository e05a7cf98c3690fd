using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Samples.Storage;

namespace Samples.Web;

/// <summary>What every answer of a service has in common, whatever the call.</summary>
internal static class ServiceAnswers
{
    /// <summary>Names the replica in each answer, and answers 503 where the store cannot be used.</summary>
    public static void Use(WebApplication app, string instance) => app.Use(async (context, next) =>
    {
        context.Response.Headers[StepHeaders.Instance] = instance;
        try
        {
            await next(context);
        }
        catch (Exception error) when (StoreUnavailableException.Covers(error) && !context.Response.HasStarted)
        {
            await TypedResults
                .Text($"The store cannot be used: {error.Message}", statusCode: StatusCodes.Status503ServiceUnavailable)
                .ExecuteAsync(context);
        }
    });
}
