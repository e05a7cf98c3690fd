namespace Faultline.Workloads.Http.Model.Checks;

/// <summary>Single steps that give a variable a value: in scripts, and before an entity is created.</summary>
internal sealed class StepCheck(ModelNames names, Findings findings)
{
    /// <summary>The slot that a step gives a value to; −1 where it gives none.</summary>
    public static int SlotOf(Step step) => step switch
    {
        PickStep pick => pick.Slot,
        DrawStep draw => draw.Slot,
        NewStep made => made.Slot,
        _ => -1,
    };

    /// <summary>Looks at one step, and notes what it gives.</summary>
    public void Check(Step step, KnownVariables known)
    {
        if (step is PickStep pick) Check(pick, known);
        if (step is DrawStep draw && draw.Least > draw.Most)
            findings.Error($"draw {names.Variable(draw.Slot)} {draw.Least}..{draw.Most}: the smaller number comes first", step);
        if (step is PauseStep { Shortest: { } shortest, Longest: { } longest } && shortest > longest)
            findings.Error("the shorter pause comes first", step);
        known.Add(SlotOf(step));
    }

    private void Check(PickStep pick, KnownVariables known)
    {
        var text = $"pick {names.Variable(pick.Slot)}";
        if (names.Entity(pick.Entity) is not { } entity)
        {
            if (!names.Unread.Entities.Contains(pick.Entity))
                findings.Error($"{text} of {pick.Entity}: entity {NameCheck.Undeclared(pick.Entity, names.Entities)}", pick);
            return;
        }

        if (pick.NotSlot < 0) return;

        var other = names.Variable(pick.NotSlot);
        if (!known.Contains(pick.NotSlot))
            findings.Error($"{text} != {other}: no step before it gives \"{other}\". {known.Text}", pick, hint: known.Meant(other));
        else if (Math.Max(entity.Count, entity.Listed.Count) == 1)
            findings.Error($"{text} != {other}: there is one {entity.Name} only, so there is no other", pick, hint: $"Raise the count of {entity.Name}.");
    }
}
