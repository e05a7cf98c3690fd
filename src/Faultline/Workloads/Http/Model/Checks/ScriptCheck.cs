namespace Faultline.Workloads.Http.Model.Checks;

/// <summary>Walks each script: whatever a step uses was given by a step before it.</summary>
internal sealed class ScriptCheck
{
    private readonly ModelNames _names;
    private readonly Findings _findings;
    private readonly StepCheck _steps;
    private readonly HashSet<(object Part, int Slot)> _told = [];

    private ScriptCheck(ModelNames names, Findings findings)
    {
        (_names, _findings) = (names, findings);
        _steps = new StepCheck(names, findings);
    }

    public static void Check(SystemModel model, ModelNames names, Findings findings)
    {
        var check = new ScriptCheck(names, findings);
        foreach (var script in model.Users.Mix) check.Walk(script);
        check.Unused(model);
    }

    private void Walk(ScriptSpec script)
    {
        var known = new KnownVariables(_names);
        var course = new CallCourse();
        foreach (var step in script.Steps)
        {
            switch (step)
            {
                case CallStep call when _names.Operation(call.Operation) is { } operation:
                    course.Called(operation);
                    Uses(operation, known);
                    foreach (var capture in operation.Captures) known.Add(capture.Slot);
                    break;
                case CallStep call:
                    // What an operation that could not be read captures is not known: nothing more can be said of this script.
                    if (!_names.Unread.Operations.Contains(call.Operation)) Unknown(call);
                    return;
                case RetryStep retry:
                    if (!_names.Unread.Operations.Contains(retry.Operation)) Retry(retry, course);
                    break;
                default:
                    _steps.Check(step, known);
                    course.Given(StepCheck.SlotOf(step));
                    break;
            }
        }
    }

    private void Unknown(CallStep call) => _findings.Error(
        $"\"{Configuration.SourceText.Cut(call.Operation, 60)}\" is neither a step nor an operation.{Configuration.Suggestion.Question(call.Operation, [.. _names.Operations, .. StepWords.All])}",
        call, hint: $"Steps: an operation's name, {StepWords.Forms}.");

    private void Retry(RetryStep retry, CallCourse course)
    {
        if (_names.Operation(retry.Operation) is not { } operation)
            _findings.Error($"retry {retry.Operation}: operation {NameCheck.Undeclared(retry.Operation, _names.Operations)}", retry);
        else if (course.Last == operation)
            Remade(retry, operation, course);
        else if (course.HasCalled(operation))
            _findings.Error(
                $"retry {retry.Operation} can never happen: \"{course.Last!.Name}\" stands between, and an operation that does not end ok ends the iteration unless its retry follows",
                retry, hint: $"Let retry {retry.Operation} follow {retry.Operation}.");
        else
            _findings.Error($"retry {retry.Operation}: no step before it sends \"{retry.Operation}\"", retry, hint: $"Write {retry.Operation}, retry {retry.Operation}.");
    }

    private void Remade(RetryStep retry, OperationSpec operation, CallCourse course)
    {
        if (operation.Transaction is not { } key) return;
        if (key.Slots.Any(course.WasGivenSince))
        {
            _findings.Warn(
                $"the key {key.Source} is new in each attempt, so a retry is another {operation.Name}: lost acknowledgements cannot be told from duplicates",
                retry, hint: $"Make it before {operation.Name}, not between {operation.Name} and its retry.");
        }
        else if (!key.Slots.Any(RequestSlots.Of(operation.Send).Contains))
        {
            _findings.Warn(
                $"the key {key.Source} of \"{operation.Name}\" is in no part of its request, so the system cannot know a retry for what it is",
                operation, "transaction", "Send it, for example as the header Idempotency-Key.");
        }
    }

    private void Uses(OperationSpec operation, KnownVariables known)
    {
        var send = operation.Send;
        Given($"sends {send.Method} {send.Target} {send.Path.Source}", operation, send, "", send.Path.Slots, known);
        foreach (var header in send.Headers) Given($"the header {header.Name} holds {header.Value.Source}", operation, header, "", header.Value.Slots, known);
        foreach (var slot in send.Body?.Slots ?? []) Given($"the body holds ${_names.Variable(slot)}", operation, send, "body", [slot], known);
        if (operation.Transaction is { } key) Given($"the key of the transaction is {key.Source}", operation, operation, "transaction", key.Slots, known);
        if (operation.Content is { } content)
            Given($"the content is read by {content.Method} {content.Target} {content.Path.Source}", operation, content, "", RequestSlots.Of(content), known);
        foreach (var posting in operation.Posts.Concat(operation.Each?.Posts ?? []))
            Given($"posts to {PostingText.Of(posting)}", operation, posting, "", posting.Key.Slots.Concat(posting.Amount.Slots), known);
        if (operation.Shows is { } shown)
            Given($"shows {shown.Account}({shown.Key.Source})", operation, shown, "", shown.Key.Slots.Except(operation.Captures.Select(c => c.Slot)), known);
    }

    private void Given(string what, OperationSpec operation, object part, string member, IEnumerable<int> slots, KnownVariables known)
    {
        foreach (var slot in slots.Distinct().Where(slot => !known.Contains(slot)))
        {
            if (!_told.Add((Tuple.Create(operation.Name, what), slot))) continue;

            var name = _names.Variable(slot);
            if (operation.Captures.Any(c => c.Slot == slot))
                _findings.Error(
                    $"{what}: \"{name}\" comes from the answer to \"{operation.Name}\" itself, and an attempt without an answer has none",
                    part, member, "Capture it in an operation before, or make it by the step new.");
            else
                _findings.Error($"{what}: no step before \"{operation.Name}\" gives \"{name}\". {known.Text}", part, member, known.Meant(name));
        }
    }

    private void Unused(SystemModel model)
    {
        if (_names.Unread.Mix || _names.Unread.Scripts.Count > 0) return;

        var called = model.Users.Mix.SelectMany(s => s.Steps).OfType<CallStep>().Select(c => c.Operation).ToHashSet(StringComparer.Ordinal);
        foreach (var operation in model.Operations.Where(o => !called.Contains(o.Name)))
            _findings.Warn($"no user sends \"{operation.Name}\": it stands in no script of the mix", operation);
    }
}
