namespace Bank;

/// <summary>One known fault in the otherwise correct bank, to see that it is found.</summary>
public enum BankBug
{
    /// <summary>A transfer takes the money from one account and never gives it to the other.</summary>
    HalfTransfer,

    /// <summary>A transfer is carried out twice.</summary>
    DoubleTransfer,

    /// <summary>A balance is written back as it was read a moment before.</summary>
    LostUpdate,
}
