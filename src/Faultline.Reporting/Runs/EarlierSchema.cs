namespace Faultline.Reporting.Runs;

/// <summary>
/// Reads what a <c>run.json</c> of schema 1 tells of its trade. There was one trade then, and the file names its parts after
/// it: whoever knows that trade reads them.
/// </summary>
/// <param name="runJson">The file.</param>
/// <exception cref="InvalidDataException">The file is damaged; the message says how, as the end of a sentence.</exception>
/// <exception cref="System.Text.Json.JsonException">A member is not what belongs there.</exception>
public delegate TradeOfRun EarlierSchema(Stream runJson);
