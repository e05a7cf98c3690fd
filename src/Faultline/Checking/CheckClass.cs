namespace Faultline.Checking;

/// <summary>What a check is about, and so what follows where it does not hold.</summary>
public enum CheckClass
{
    /// <summary>The data of the system, or what must hold before anything can be said of it. The worst of these is the verdict.</summary>
    Data,

    /// <summary>A demand that a person makes on a run, for example a threshold. It never changes what is proved of the data.</summary>
    Rule,
}
