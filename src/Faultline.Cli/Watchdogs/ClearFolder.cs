namespace Faultline.Cli.Watchdogs;

/// <summary>Stops what a demo that was killed left running in its folder, and deletes that; false where another has done so already.</summary>
internal delegate Task<bool> ClearFolder(string folder, TimeProvider time, CancellationToken cancellationToken);
