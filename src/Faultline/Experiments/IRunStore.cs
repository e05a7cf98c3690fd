namespace Faultline.Experiments;

/// <summary>Writes the files of a run; called when the run begins (unfinished), after the load, and at the end.</summary>
public interface IRunStore
{
    /// <summary>Writes or replaces all files that tell the run.</summary>
    Task SaveAsync(Run run, RunFolder folder);
}
