using Faultline.Reporting.Runs;
using Faultline.Storage;
using Faultline.Reporting.Charts;

namespace Faultline.Reporting.Pages;

/// <summary>The files of an overview.</summary>
public static class OverviewFiles
{
    /// <summary>Writes a picture for each figure; returns their paths.</summary>
    /// <exception cref="DrawingUnavailableException">The library that draws cannot be used on this machine.</exception>
    public static IReadOnlyList<string> WritePictures(RunOverview overview)
    {
        var files = new List<string>();
        foreach (var figure in overview.Figures)
        {
            var png = PngRenderer.Render(figure.Chart);
            files.Add(Path.Combine(overview.OutputFolder, figure.FileName));
            AtomicFile.Write(files[^1], stream => stream.Write(png));
        }

        return files;
    }

    /// <summary>Writes <c>report.html</c>, which holds its figures, and <c>report.md</c>; returns their paths.</summary>
    /// <param name="overview">The runs.</param>
    /// <param name="pictures">Paths of the pictures that were written: the text names no other.</param>
    public static async Task<IReadOnlyList<string>> WriteReportAsync(RunOverview overview, IReadOnlyList<string> pictures)
    {
        string[] files = [Path.Combine(overview.OutputFolder, "report.html"), Path.Combine(overview.OutputFolder, "report.md")];
        await OverviewPage.WriteAsync(overview, files[0]);
        OverviewMarkdown.Write(overview, pictures, files[1]);
        return files;
    }
}
