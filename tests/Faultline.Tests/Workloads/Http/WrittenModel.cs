using Faultline.Workloads.Http.Files;
using Faultline.Workloads.Http.Model;

namespace Faultline.Tests.Workloads.Http;

/// <summary>Models as their files say them.</summary>
internal static class WrittenModel
{
    /// <summary>The bank of the tests, at an address: accounts, transfers between them, and deposits from outside.</summary>
    /// <param name="address">Where it is.</param>
    /// <param name="accounts">How many accounts there are.</param>
    /// <param name="privates">Which share of them is private, in percent.</param>
    /// <param name="repeat">What the file says of a second attempt.</param>
    public static SystemModel Bank(Uri address, int accounts = 60, int privates = 40, string repeat = "probe") => Of($$"""
        experiment: bank
        targets: { bank: {{address}} }
        accounts:
          balance:
            read: GET bank /accounts/$id
            value: $.balance
            floor: 0
            words: [account, moved-twice, money-not-given-back, overdrawn, balance-out-of-bounds]
          settled:
            read: GET bank /transfers/$id
            value: $.state == "settled"
            flag: true
            words: [transfer]
        populate:
          account: { count: {{accounts}}, private: {{privates}}%, send: POST bank /accounts, body: { balance: 1000 }, id: $.id }
        operations:
          transfer:
            transaction: $id
            send: POST bank /transfers
            headers: { Idempotency-Key: $id }
            body: { id: $id, from: $from, to: $to, cents: $cents }
            posts: { balance($from): -$cents, balance($to): +$cents, settled($id): +1 }
            repeat: {{repeat}}
            refused: [409, 422]
            unknown-if: [DB error]
            reaches: [bank]
          deposit:
            transaction: $id
            send: POST bank /deposits
            body: { id: $id, to: $to, cents: $cents }
            posts: { balance($to): +$cents }
            conserves: no
            repeat: {{repeat}}
          look: { send: GET bank /accounts/$from, shows: balance($from) }
        users:
          pause: 20ms..60ms
          mix:
            70%: [pick from of account, pick to of account != from, draw cents 1..50, new id, transfer, retry transfer 50% if unknown]
            20%: [pick to of account, draw cents 1..50, new id, deposit]
            10%: [pick from of account, look]
        """);

    /// <summary>The model of a file with this text.</summary>
    /// <param name="yaml">The text.</param>
    /// <param name="environment">Looks up variables of the environment; null for those of this process.</param>
    public static SystemModel Of(string yaml, Func<string, string?>? environment = null)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, yaml);
            return ExperimentFile.Read(path, environment).Model;
        }
        finally
        {
            File.Delete(path);
        }
    }
}
