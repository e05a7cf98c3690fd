namespace Faultline.IntegrationTests.Foreign;

/// <summary>In which way a foreign shop is wrong, or merely hard to deal with; a shop may have several.</summary>
internal abstract class Behaviour
{
    // It shows under load, not while the tool still tries what a repeated checkout does.
    private const int FirstTurn = 40;
    private const int Every = 15;

    /// <summary>Orders that were treated wrongly, with their items and users.</summary>
    public HashSet<string> Wronged { get; } = [];

    /// <summary>What lies between the network and the shop; many calls at once, and no reply is a connection that is cut.</summary>
    public virtual Task<Reply?> AnswerAsync(Call call, Func<Task<Reply?>> shop) => shop();

    /// <summary>What happens while the call has the books to itself.</summary>
    public virtual Reply Work(Call call, ForeignBooks books, Func<Reply> desk) => desk();

    /// <summary>Lets one part of an accepted checkout take place.</summary>
    public virtual void Apply(Effect effect, Action<Effect> next) => next(effect);

    /// <summary>Whether it is this checkout's turn to go wrong.</summary>
    protected static bool IsTurn(int checkout) => checkout >= FirstTurn && checkout % Every == 0;
}
