namespace Faultline.Checking;

/// <summary>One question that the verdict on a run depends on. It has no state: the same run gets the same answer.</summary>
internal interface ICheck
{
    /// <summary>Its name in kebab-case, of its own among all checks.</summary>
    string Name { get; }

    /// <summary>What it is about.</summary>
    CheckClass Class { get; }

    /// <summary>What holds where it is valid, in a sentence.</summary>
    string Meaning { get; }

    /// <summary>Answers it for one run.</summary>
    CheckResult Judge(CheckedRun run);
}
