using LitWatch.Local.Commands;

using var interruption = new Interruption();
return await CommandLine.RunAsync(args, Terminal.Standard(), interruption.Token);
