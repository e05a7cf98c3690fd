namespace Faultline.Workloads.Http.Values;

/// <summary>A variable is used at a place of a text.</summary>
/// <param name="Slot">Its slot.</param>
/// <param name="Index">Where its dollar sign stands in the text, from 0.</param>
internal readonly record struct VariableUse(int Slot, int Index);
