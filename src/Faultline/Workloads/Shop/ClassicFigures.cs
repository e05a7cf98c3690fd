namespace Faultline.Workloads.Shop;

/// <summary>The four figures of the classic consistency test: differences of stock and of credit, by log and by database.</summary>
public sealed record ClassicFigures(long StockLog, long StockDatabase, long PaymentLog, long PaymentDatabase);
