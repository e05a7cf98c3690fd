using System.Data.Common;
using Faultline.IntegrationTests.Cli;
using Samples.Storage;

namespace Faultline.IntegrationTests.Shop;

public sealed class DatabaseTests
{
    [Fact]
    public async Task However_many_read_at_once_few_connections_are_opened()
    {
        using var folder = new TemporaryFolder();
        var engine = new CountingEngine(new SqliteEngine(folder["store.db"]));
        using var database = new Database(engine, ["items(id TEXT PRIMARY KEY)"], []);
        using var go = new ManualResetEventSlim();
        var (asked, inside) = (0, 0);

        Task[] readers =
        [
            .. Enumerable.Range(0, 40).Select(_ => Task.Factory.StartNew(
                () =>
                {
                    Interlocked.Increment(ref asked);
                    database.Read(session =>
                    {
                        Interlocked.Increment(ref inside);
                        go.Wait(TestContext.Current.CancellationToken);
                        return session.Query("SELECT id FROM items", row => row.GetString(0));
                    });
                },
                TestContext.Current.CancellationToken,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default)),
        ];
        // Each has a thread of its own: without a bound all of them would be inside.
        while (Volatile.Read(ref asked) < readers.Length || Volatile.Read(ref inside) < 8) await Task.Yield();
        go.Set();
        await Task.WhenAll(readers);

        Assert.Equal(40, inside);
        Assert.InRange(engine.Readers, 1, 8);
    }

    private sealed class CountingEngine(IStoreEngine engine) : IStoreEngine
    {
        private int _readers;

        public int Readers => _readers;

        public string Name => engine.Name;

        public bool MayComeUp => engine.MayComeUp;

        public DbConnection Open(bool forWriting)
        {
            if (!forWriting) Interlocked.Increment(ref _readers);
            return engine.Open(forWriting);
        }

        public string ParameterName(int number) => engine.ParameterName(number);

        public string CreateTable(string definition) => engine.CreateTable(definition);

        public void BeginWrite(Session session) => engine.BeginWrite(session);

        public void RollBack(Session session) => engine.RollBack(session);

        public void InsertMany(Session session, string table, string columns, IEnumerable<object[]> rows) => engine.InsertMany(session, table, columns, rows);
    }
}
