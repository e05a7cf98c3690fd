using Faultline.Cli;

return await CommandLine.RunAsync(args);
