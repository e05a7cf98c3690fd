using Bank.Transfers;
using Samples.Bugs;
using Samples.Storage;

namespace Bank.Bugs;

/// <summary>Puts a bug around the part of the bank where it would live; without one, each part stays what it is.</summary>
internal static class BankBugs
{
    public static IPostings In(IPostings postings, BankBug? bug) => bug == BankBug.HalfTransfer ? new HalfTransfer(postings) : postings;

    public static IMover In(IMover mover, BankBug? bug) => bug == BankBug.DoubleTransfer ? new DoubleTransfer(mover) : mover;

    public static IPosting In(IPosting posting, Ledger ledger, BankBug? bug, TimeProvider time) =>
        bug == BankBug.LostUpdate ? new LostUpdate(posting, ledger, time) : posting;
}
