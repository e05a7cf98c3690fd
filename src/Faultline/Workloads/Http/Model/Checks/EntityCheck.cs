namespace Faultline.Workloads.Http.Model.Checks;

/// <summary>What is created before the load can be created, in the order in which it is declared.</summary>
internal static class EntityCheck
{
    public static void Check(SystemModel model, ModelNames names, Findings findings)
    {
        var steps = new StepCheck(names, findings);
        var earlier = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entity in model.Entities)
        {
            if (entity.PrivateShare is not (>= 0 and <= 1)) findings.Error($"the private share of \"{entity.Name}\" must lie between 0% and 100%", entity, "private");

            var known = new KnownVariables(names);
            if (entity.OnePer is { } other)
            {
                Earlier(other, $"one {entity.Name} per {other}", entity, "one-per");
                known.Add(model.Variables.Find(other));
            }

            foreach (var step in entity.Before)
            {
                if (step is PickStep pick) Earlier(pick.Entity, $"\"{entity.Name}\" picks {pick.Entity}", pick, "");
                steps.Check(step, known);
            }

            foreach (var request in new[] { entity.List, entity.Create }.OfType<RequestSpec>()) Given(request);
            known.Add(model.Variables.Find(entity.Name));
            foreach (var request in entity.Then) Given(request);
            earlier.Add(entity.Name);

            void Given(RequestSpec request)
            {
                foreach (var slot in RequestSlots.Of(request).Where(slot => !known.Contains(slot)))
                {
                    var name = names.Variable(slot);
                    findings.Error(
                        $"{request.Method} {request.Target} {request.Path.Source} for \"{entity.Name}\" needs \"{name}\", and nothing gives it there. {known.Text}",
                        request, hint: known.Meant(name) ?? "before: takes steps such as pick and draw; one-per: gives the entity that it names.");
                }
            }
        }

        void Earlier(string other, string what, object part, string member)
        {
            if (earlier.Contains(other) || names.Unread.Entities.Contains(other)) return;
            if (names.Entity(other) is not null)
                findings.Error($"{what}, which is created later", part, member, $"Declare {other} first.");
            else if (member.Length > 0)
                findings.Error($"{what}: entity {NameCheck.Undeclared(other, names.Entities)}", part, member);
        }
    }
}
