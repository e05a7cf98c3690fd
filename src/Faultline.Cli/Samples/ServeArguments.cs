using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net;
using Faultline.Cli.Options;

namespace Faultline.Cli.Samples;

/// <summary>What every process of a sample is told on its command line: where it listens, its name and its store.</summary>
internal sealed class ServeArguments
{
    private readonly Option<IPAddress> _listen = new("--listen")
    {
        Description = "Address to listen on",
        DefaultValueFactory = _ => IPAddress.Loopback,
        CustomParser = result => Parse<IPAddress>(result, IPAddress.TryParse, "--listen"),
    };

    private readonly Option<int> _port = CommonOptions.Strict(new Option<int>("--port") { Description = "Port to listen on", Required = true });
    private readonly Option<string> _instance = new("--instance") { Description = "Name of the instance, told with every answer", Required = true };
    private readonly Option<string?> _data = new("--data") { Description = "Folder of the stores, as SQLite files" };
    private readonly Option<string?> _store = new("--store") { Description = "HOST or HOST:PORT of the service's PostgreSQL server, instead of --data" };
    private readonly Option<double> _delay = CommonOptions.Strict(new Option<double>("--step-delay") { Description = "Pause between the steps that belong together, in milliseconds" });

    private delegate bool TryParse<T>(string? text, out T? value);

    /// <summary>An option that is an address.</summary>
    public static Option<Uri?> Address(string name, string description) => new(name)
    {
        Description = description,
        CustomParser = result => Parse<Uri>(result, (string? text, out Uri? uri) => Uri.TryCreate(text, UriKind.Absolute, out uri), name),
    };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _listen, _port, _instance, _data, _store, _delay }) command.Options.Add(option);
    }

    /// <summary>Whether a store is named.</summary>
    public bool HasStore(CommandResult result) => result.GetResult(_data) is not null || result.GetResult(_store) is not null;

    public IPAddress Listen(ParseResult parsed) => parsed.GetValue(_listen)!;

    public int Port(ParseResult parsed) => parsed.GetValue(_port);

    public string Instance(ParseResult parsed) => parsed.GetValue(_instance)!;

    public string? Data(ParseResult parsed) => parsed.GetValue(_data);

    public string? Store(ParseResult parsed) => parsed.GetValue(_store);

    public TimeSpan StepDelay(ParseResult parsed) => TimeSpan.FromMilliseconds(parsed.GetValue(_delay));

    private static T? Parse<T>(ArgumentResult result, TryParse<T> parse, string option)
    {
        if (parse(result.Tokens[0].Value, out var value)) return value;
        result.AddError($"{option} is not an address: {result.Tokens[0].Value}");
        return default;
    }
}
