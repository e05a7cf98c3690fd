using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Faultline.Experiments;
using Faultline.Reporting.Html.Parts;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Faultline.Reporting.Html;

/// <summary>Writes <c>report.html</c>: one file that needs no network and no script.</summary>
public static class ReportPage
{
    /// <summary>No page is larger, in bytes.</summary>
    public const int MaxBytes = 2_000_000;

    // Letters of every script stay readable in the source; what means something to HTML is encoded all the same.
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>Renders the run and writes the file whole or not at all.</summary>
    public static async Task WriteAsync(Run run, string path, CancellationToken cancellationToken = default)
    {
        var page = await RenderAsync(run, cancellationToken);
        AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(page)));
    }

    /// <summary>Renders the run, with shorter lists and texts until the page is small enough.</summary>
    internal static async Task<string> RenderAsync(Run run, CancellationToken cancellationToken = default)
    {
        var limits = PageLimits.Generous;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var page = await RenderAsync(new PageModel(run, limits));
            if (Encoding.UTF8.GetByteCount(page) <= MaxBytes || limits == limits.Halved)
                return page;
            limits = limits.Halved;
        }
    }

    private static async Task<string> RenderAsync(PageModel model)
    {
        await using var services = new ServiceCollection()
            .AddSingleton(model)
            .AddSingleton(Encoder)
            .AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance)
            .BuildServiceProvider();
        await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        return await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<Document>()).ToHtmlString());
    }
}
