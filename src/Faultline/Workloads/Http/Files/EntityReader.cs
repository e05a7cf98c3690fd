using Faultline.Configuration;
using Faultline.Workloads.Http.Model;
using Faultline.Workloads.Http.Values;

namespace Faultline.Workloads.Http.Files;

/// <summary>What there is before the load: entities that are created, asked for, or listed in the file.</summary>
internal sealed class EntityReader(ReadingContext context, RequestReader requests, StepReader steps)
{
    private readonly ErrorList _errors = context.Errors;

    /// <summary>All that can be read.</summary>
    public IReadOnlyList<EntitySpec> Read(IReadOnlyList<ConfigProperty> entries)
    {
        var entities = new List<EntitySpec>();
        foreach (var property in entries)
        {
            if (NameText.IsVariable(property, "an entity", _errors) && Entity(property) is { } entity) entities.Add(entity);
            else context.Unread.Entities.Add(property.Name);
        }

        return entities;
    }

    private EntitySpec? Entity(ConfigProperty property)
    {
        if (ObjectReader.For(property.Value, "an entity", _errors, ExperimentKeys.Entity) is not { } reader) return null;

        context.Variables.SlotOf(property.Name);
        var share = new ScalarReader(reader, _errors).Share("private");
        var isShareRead = share is not null || reader.Find("private", required: false) is null;
        var entity = reader.Find("list", required: false) is { } list
            ? Listed(reader, list, property)
            : Created(reader, property);
        if (entity is null || !isShareRead) return null;

        entity = entity with { PrivateShare = share ?? 0 };
        context.Places.Add(entity, property.Place);
        foreach (var member in property.Value.Properties) context.Places.Add(entity, member.Place, member.Name);
        return entity;
    }

    private EntitySpec? Listed(ObjectReader reader, ConfigNode list, ConfigProperty property)
    {
        foreach (var key in ExperimentKeys.Entity.Except(["list", "ids", "private"]))
        {
            if (reader.Find(key, required: false) is { } node)
                _errors.Add($"\"{key}\" is said of entities that are created, and those of \"{property.Name}\" are listed", node.Place, "Leave out one of list: and send:.");
        }

        if (list.Kind == ConfigKind.List) return Given(reader, list, property);

        var request = requests.Read(list, "\"list\"");
        if (reader.Find("ids", required: true) is not { } at || !reader.IsText(at, "\"ids\"")) return null;

        var ids = context.Parsed(at, () => JsonPath.Parse(at.Text));
        return request is null || ids is null ? null : new EntitySpec { Name = property.Name, List = request, ListIds = ids };
    }

    private EntitySpec? Given(ObjectReader reader, ConfigNode list, ConfigProperty property)
    {
        if (reader.Find("ids", required: false) is { } node) _errors.Add("\"ids\" says where ids stand in an answer, and here they are listed", node.Place);

        var ids = list.Items.Select(item => (item.Place, Id: context.Written(item, "an id"))).ToArray();
        foreach (var (place, id) in ids.Where(i => i.Id is not null).GroupBy(i => i.Id).SelectMany(g => g.Skip(1))) _errors.Add($"the id \"{SourceText.Cut(id!, 60)}\" stands here twice", place);
        if (ids.Length == 0) _errors.Add("\"list\" is empty", list.Place);
        return ids.Length == 0 || Array.Exists(ids, i => i.Id is null) ? null : new EntitySpec { Name = property.Name, Listed = [.. ids.Select(i => i.Id!)] };
    }

    private EntitySpec? Created(ObjectReader reader, ConfigProperty property)
    {
        var per = reader.Find("one-per", required: false);
        var given = reader.Find("count", required: per is null);
        var count = given is null ? null : reader.Whole("count", 1);
        var onePer = per is not null && reader.IsText(per, "\"one-per\"") ? per.Text : null;
        if (onePer is not null && NameText.IsVariable(onePer)) context.Variables.SlotOf(onePer);
        if (given is not null && per is not null) _errors.Add("there is one for each, so \"count\" says nothing", given.Place, "Leave out one of count: and one-per:.");

        if (reader.Find("ids", required: false) is { } ids) _errors.Add("\"ids\" belongs to list:", ids.Place, "id: says where the id of a new one stands in the answer.");

        var (areStepsRead, before) = reader.Find("before", required: false) is { } node ? steps.Read(node, "\"before\"", giveOnly: true) : (true, []);
        var create = requests.Of(reader);
        var id = reader.Find("id", required: true) is { } at && reader.IsText(at, "\"id\"") ? context.Parsed(at, () => Capture.Parse(property.Name, at.Text, context.Variables)) : null;
        var (isThenRead, then) = Then(reader);
        if (create is null || id is null || !areStepsRead || !isThenRead || (count is null && onePer is null)) return null;

        return new EntitySpec { Name = property.Name, Count = count ?? 0, Create = create, Id = id, Then = then, OnePer = onePer, Before = before };
    }

    private (bool IsRead, IReadOnlyList<RequestSpec> Then) Then(ObjectReader reader)
    {
        if (reader.Find("then", required: false) is not { } node) return (true, []);

        var items = node.Kind == ConfigKind.List ? node.Items : [node];
        var requested = items.Select(item => requests.Read(item, "\"then\"")).ToArray();
        return (Array.TrueForAll(requested, r => r is not null), requested!);
    }
}
