using Faultline.Reporting.Runs;
using System.Text;
using Faultline.Storage;
using Faultline.Reporting.Html;
using Faultline.Reporting.Runs.Parts;

namespace Faultline.Reporting.Pages;

/// <summary>Writes the overview as <c>report.html</c>: one file that needs no network and no script.</summary>
internal static class OverviewPage
{
    public static async Task WriteAsync(RunOverview overview, string path)
    {
        var page = await RenderAsync(overview);
        AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(page)));
    }

    /// <summary>Renders the overview, with shorter lists and texts until the page is small enough.</summary>
    public static async Task<string> RenderAsync(RunOverview overview)
    {
        var limits = PageLimits.Generous;
        while (true)
        {
            var page = await ComponentPage.RenderAsync<OverviewDocument, OverviewModel>(new(overview, limits));
            if (Encoding.UTF8.GetByteCount(page) <= ReportPage.MaxBytes || limits == limits.Halved)
                return page;
            limits = limits.Halved;
        }
    }
}
