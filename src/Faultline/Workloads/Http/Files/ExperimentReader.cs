using Faultline.Configuration;
using Faultline.Workloads.Http.Model;

namespace Faultline.Workloads.Http.Files;

/// <summary>Reads the whole file, section by section; what is wrong is noted, and the rest is read all the same.</summary>
internal sealed class ExperimentReader(ReadingContext context)
{
    private const int LongestName = 60;

    private readonly ErrorList _errors = context.Errors;

    /// <summary>As much of the experiment as can be read; null where the file holds no object.</summary>
    public ExperimentFile? Read(ConfigNode root)
    {
        if (ObjectReader.For(root, "an experiment", _errors, ExperimentKeys.Root) is not { } reader) return null;

        var requests = new RequestReader(context);
        var steps = new StepReader(context);
        var targets = reader.Find("targets", required: true) is { } t ? new TargetReader(context, requests).Read(t) : [];
        var accounts = reader.Find("accounts", required: false) is { } a ? new AccountReader(context, requests).Read(a) : [];
        var populate = reader.Find("populate", required: false) is { } p ? context.Entries(p, "\"populate\"") : [];
        context.Entities = [.. populate.Select(e => e.Name)];
        var entities = new EntityReader(context, requests, steps).Read(populate);
        var operations = reader.Find("operations", required: true) is { } o
            ? new OperationReader(context, requests, new PostingReader(context, accounts)).Read(o)
            : [];
        var model = new SystemModel
        {
            Name = Name(reader),
            Targets = targets,
            Accounts = accounts,
            Entities = entities,
            Operations = operations,
            Users = Users(reader, steps, operations),
            Variables = context.Variables,
        };
        context.Places.Add(model, root.Place);
        foreach (var section in root.Properties) context.Places.Add(model, section.Place, section.Name);
        return new ExperimentFile
        {
            Path = context.File,
            Model = model,
            Load = reader.Find("load", required: false) is { } load ? new LoadReader(context).Read(load) : new LoadSpec(),
            Faults = reader.Find("faults", required: false) is { } faults ? new FaultReader(context).Read(faults) : [],
            MaxBlindSpot = new ScalarReader(reader, _errors).Share("max-blind-spot") ?? 0.05,
            Places = context.Places,
        };
    }

    private UsersSpec Users(ObjectReader reader, StepReader steps, IReadOnlyList<OperationSpec> operations)
    {
        if (reader.Find("users", required: true) is { } node) return new UsersReader(context, steps).Read(node, operations);

        context.Unread.Mix = true;
        return new UsersSpec(TimeSpan.Zero, TimeSpan.Zero, []);
    }

    private string Name(ObjectReader reader)
    {
        if (reader.Find("experiment", required: false) is not { } node) return Path.GetFileNameWithoutExtension(context.File);
        if (!reader.IsText(node, "\"experiment\"")) return "";
        if (node.Text.Length > LongestName) _errors.Add($"\"experiment\" is longer than {LongestName} characters", node.Place, "It becomes part of a folder's name.");
        return node.Text;
    }
}
