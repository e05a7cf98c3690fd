using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Faultline.Reporting.Html;

/// <summary>Renders a page from components that share one model.</summary>
internal static class ComponentPage
{
    // Letters of every script stay readable in the source; what means something to HTML is encoded all the same.
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    public static async Task<string> RenderAsync<TDocument, TModel>(TModel model)
        where TDocument : IComponent
        where TModel : class
    {
        await using var services = new ServiceCollection()
            .AddSingleton(model)
            .AddSingleton(Encoder)
            .AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance)
            .BuildServiceProvider();
        await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        return await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<TDocument>()).ToHtmlString());
    }
}
