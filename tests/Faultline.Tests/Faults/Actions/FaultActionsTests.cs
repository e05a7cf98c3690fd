using Faultline.Faults.Actions;

namespace Faultline.Tests.Faults.Actions;

public class FaultActionsTests
{
    [Fact]
    public void Each_action_is_found_by_a_name_of_its_own_that_is_no_note_of_the_journal()
    {
        Assert.All(FaultActions.All, action => Assert.Same(action, FaultActions.Find(action.Name)));
        Assert.DoesNotContain(FaultActions.All, action => action.Name == UndoEntry.Ran);
    }

    [Fact]
    public void An_action_of_a_later_version_is_not_found() => Assert.Null(FaultActions.Find("teleport"));
}
