using Faultline.Reporting.Html;
using System.Text;
using Faultline.Experiments;
using Faultline.Storage;
using Faultline.Reporting.Html.Parts;

namespace Faultline.Reporting.Pages;

/// <summary>Writes <c>report.html</c>: one file that needs no network and no script.</summary>
public static class ReportPage
{
    /// <summary>No page is larger, in bytes.</summary>
    public const int MaxBytes = 2_000_000;

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
            var page = await ComponentPage.RenderAsync<Document, PageModel>(new(run, limits));
            if (Encoding.UTF8.GetByteCount(page) <= MaxBytes || limits == limits.Halved)
                return page;
            limits = limits.Halved;
        }
    }
}
