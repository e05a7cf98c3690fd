namespace Faultline.Tests.Workloads.Http.Files;

/// <summary>A valid file in which each key that a reader knows stands at least once.</summary>
internal static class EveryKey
{
    public const string Text = """
        $schema: ./faultline.schema.json
        experiment: every key
        targets:
          api: { address: http://localhost:8080/base, headers: { Authorization: Bearer $env.TOKEN } }
          files: { address: https://localhost, ca: ca.pem }
        accounts:
          amount:
            read: { send: GET api /things/$id, headers: { Cache-Control: no-cache } }
            value: $.amount
            floor: -1_000
            unit: EUR
            scale: 2
            weight: -1
            words: { entity: thing, twice: moved-twice, kept: kept-back, below: overdrawn, off: out-of-bounds }
          done: { read: { send: POST api /search, form: { q: $id } }, value: $.state == "done", flag: yes, words: [move] }
          points: { read: { send: POST api /points, body: { id: $id } }, value: sum($.*.points), weight: $.rate }
          log: { read: { send: POST api /log, text: $id, headers: { Content-Type: text/csv } }, value: count($) }
        populate:
          customer: { list: GET api /customers, ids: "$.*.id", private: 10% }
          shelf: { list: [a, b, 3] }
          thing:
            one-per: customer
            before: [pick shelf, draw size 1..3]
            send: POST api /things
            headers: { X-Size: $size }
            body: { customer: $customer, shelf: $shelf, size: $size, fixed: [1, 1_000, true, null, no, "5"] }
            id: $.id
            then: [POST api /things/$thing/open, { send: PUT api /things/$thing, text: open }]
          user: { count: 3, send: POST api /users, form: { name: x }, id: header(Location), then: POST api /users/$user }
          note: { count: 3, send: POST api /notes, text: hello, id: $.id }
        operations:
          login: { send: POST api /login, form: { user: $user }, capture: { token: $.token, place: header(Location) } }
          move:
            transaction: $key
            send: POST api /moves
            headers: { Authorization: Bearer $token }
            body: { from: $from, to: $to, amount: $amount }
            content: { send: GET api /things/$from, headers: { A: b } }
            posts:
              amount($from): -$amount
              amount($.other): 1
              done($key): +1
              each line in $.lines: { points($line.id): -$line.n, log($line.id): 1 }
            conserves: yes
            repeat: no-effect
            refused: 409
            unknown-if: DB error
            reaches: api
            settle-after: 500ms
          enter: { transaction: $key, send: POST api /enter, text: "$to $amount", posts: { amount($to): +$amount }, conserves: no }
          look: { send: GET api /things/$from, shows: amount($from) }
        users:
          pause: 500ms
          session: cookies
          mix:
            - 50.5%: [pick user, login, pick from of thing, pick to of thing != from, draw amount 1..1_000, new key, move, pause 1s..2s, retry move if unknown|failed]
            - 49.5%: [pick to of thing, draw amount -5..5, new key, enter, pause, pick from of thing, look]
        load: { users: 1_000, spawn-rate: 0.5, runtime: 2m, seed: -3, operation-timeout: 2.5s, server-timeout: 0s, settle-cap: 1m }
        faults:
          - { at: 300 users, kill: [api, files], count: 2, recover: 0s }
          - { at: 20s, kill: api }
          - { at: 50% runtime, kill: api }
          - { at: 12.5 rps, kill: api }
        max-blind-spot: 2.5%
        """;
}
