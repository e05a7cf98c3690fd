namespace Faultline.Experiments;

/// <summary>
/// Figures that a workload tells of a run beside what is told of every run, with all that is needed to draw them. They are no
/// part of the verdict.
/// </summary>
/// <param name="Name">One word, for example <c>inconsistencies</c>: what it is called in links and in names of files.</param>
/// <param name="Label">What it is called where there is a line for it, for example <c>four figures</c>.</param>
/// <param name="Title">Its heading.</param>
/// <param name="Groups">The figures, those together that are of one thing.</param>
public sealed record WorkloadSection(string Name, string Label, string Title, IReadOnlyList<FigureGroup> Groups)
{
    /// <summary>What all its figures are, as the caption of their table.</summary>
    public string Caption { get; init; } = "";

    /// <summary>How its figures are to be read, in sentences.</summary>
    public string Note { get; init; } = "";

    /// <summary>Its terms, for whoever reads the figures of several runs.</summary>
    public IReadOnlyList<ExplainedTerm> Terms { get; init; } = [];

    /// <summary>Whether all of its figures are known.</summary>
    public bool IsMeasured => Groups.All(g => g.Figures.All(f => f.Value is not null));
}

/// <summary>Figures of one thing, in one unit.</summary>
/// <param name="Name">One word, for example <c>deposits</c>.</param>
/// <param name="Title">What they are of, as the head of a row.</param>
/// <param name="Figures">The figures.</param>
public sealed record FigureGroup(string Name, string Title, IReadOnlyList<WorkloadFigure> Figures)
{
    /// <summary>Heading of a chart of them.</summary>
    public string Heading { get => field ?? Title; init; }

    /// <summary>What they are and what they tell, in sentences.</summary>
    public string Meaning { get; init; } = "";

    /// <summary>What is measured and in which unit, for an axis.</summary>
    public string Measure { get => field ?? Title; init; }

    /// <summary>Whether they are differences, of which 0 is none and which have a sign.</summary>
    public bool AreDifferences { get; init; }
}

/// <summary>One figure.</summary>
/// <param name="Name">One word.</param>
/// <param name="Label">What tells it from the others of its group, for example <c>by log</c>.</param>
/// <param name="Value">The figure; null where it could not be measured.</param>
public sealed record WorkloadFigure(string Name, string Label, long? Value);

/// <summary>A term and what it means.</summary>
public sealed record ExplainedTerm(string Term, string Meaning);
