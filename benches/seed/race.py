"""Lets both sides run in turns against the shop that `run` started, and prints what each took. Called by `run`."""
import datetime
import json
import os
import pathlib
import statistics
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
TOOL, PYTHON = sys.argv[1:3]
URL = json.load(open("urls.json"))["ORDER_URL"]
TICKS = os.sysconf("SC_CLK_TCK")


def shop_cpu():
    """Seconds of processor time that the shop's services have taken: they are processes of the shop's folder."""
    total = 0
    for entry in pathlib.Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            if os.readlink(entry / "cwd") != os.getcwd() or b"\0serve\0" not in (entry / "cmdline").read_bytes():
                continue
            fields = (entry / "stat").read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        total += int(fields[11]) + int(fields[12])
    return total / TICKS


def command(arguments, accepted=(0,)):
    """Runs a command; returns its output, its wall and processor seconds and its peak memory in MB, children included."""
    begun = datetime.datetime.now()
    with open("out", "w+") as out, open("err", "w+") as err:
        process = subprocess.Popen(arguments, stdout=out, stderr=err)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        wall = (datetime.datetime.now() - begun).total_seconds()
        out.seek(0)
        err.seek(0)
        if process.returncode not in accepted:
            sys.exit(f"{' '.join(arguments)} ended with {process.returncode}:\n{out.read()}{err.read()}")
        return out.read(), wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024 / 1e6


def log_time(line):
    return datetime.datetime.strptime(line.split(" ", 1)[0], "%Y-%m-%dT%H:%M:%S.%fZ")


def spread(values):
    return f"{min(values):.2f} / {statistics.median(values):.2f} / {max(values):.2f}"


def table(title, heads, rows):
    print(f"\n{title}")
    widths = [max(len(str(row[i])) for row in [heads, *rows]) for i in range(len(heads))]
    for row in [heads, *rows]:
        print("  ".join(str(cell).ljust(widths[0]) if i == 0 else str(cell).rjust(widths[i]) for i, cell in enumerate(row)), flush=True)


def ours_consistency(*more):
    before = shop_cpu()
    text, wall, cpu, memory = command([TOOL, "test", "--test-type", "consistency", "--format", "json", "--server-timeout", "5", *more])
    run = json.loads(text)
    log = open("results/latest/run.log").read().splitlines()
    when = {name: log_time(next(line for line in log if f" {name}: " in line)) for name in ("populate", "report")}
    # Every line "reading ...: N" tells N reads; beside them 3 checks of the targets, 2 batch calls, the canary's own 10,
    # and for each order its making, its filling and its checkout.
    reads = sum(int(line.rsplit(" ", 1)[1]) for line in log if " reading " in line and line.rsplit(" ", 1)[1].isdigit())
    attempts = run["transactions"][0]["attempted"]
    return {
        "seconds": (when["report"] - when["populate"]).total_seconds(), "wall": wall, "cpu": cpu, "peakMb": memory, "shop": shop_cpu() - before,
        "requests": 15 + 3 * attempts + reads, "sold": run["transactions"][0]["succeeded"], "said": run["verdict"],
    }


def theirs_consistency():
    before = shop_cpu()
    text, wall, cpu, memory = command([PYTHON, str(HERE / "consistency.py"), URL])
    run = json.loads(text)
    return {
        "seconds": run["seconds"], "wall": wall, "cpu": cpu, "peakMb": memory, "shop": shop_cpu() - before,
        "requests": run["requests"], "sold": run["sold"], "said": "figures " + " ".join(map(str, run["figures"])),
    }


def consistency(repetitions=5):
    print(f"Consistency test: 1,000 orders for 100 pieces, nothing killed, {repetitions} repetitions in turns after one each that does not count.")
    print("seconds: from the first call that populates to the verdict (ours, files not counted) or to the four figures (theirs).")
    print("wall: the whole command, ours with its checks before and all its files. CPU: user and system, of the whole command.")
    sides = {"faultline": ours_consistency, "aiohttp": theirs_consistency}
    for side in sides.values():
        side()
    told = {name: [] for name in sides}
    rows = []
    for i in range(repetitions):
        for name in list(sides)[::1 if i % 2 == 0 else -1]:
            run = sides[name]()
            told[name].append(run)
            rows.append([
                name, f"{run['seconds']:.2f}", f"{run['wall']:.2f}", f"{run['cpu']:.2f}", f"{run['cpu'] / run['requests'] * 1e6:.0f}",
                f"{run['shop']:.2f}", f"{run['peakMb']:.0f}", run["requests"], run["sold"], run["said"],
            ])
    table("each repetition", ["", "seconds", "wall s", "CPU s", "CPU us/request", "shop's CPU s", "peak MB", "requests", "sold", "said"], rows)

    def values(name, key):
        return [run[key] for run in told[name]]

    def ratios(key):
        return [a[key] / b[key] for a, b in zip(told["faultline"], told["aiohttp"])]

    per = {name: [run["cpu"] / run["requests"] * 1e6 for run in told[name]] for name in told}
    table("min / median / max", ["", "faultline", "aiohttp", "faultline : aiohttp, pair by pair"], [
        [label, spread(values("faultline", key)), spread(values("aiohttp", key)), spread(ratios(key))]
        for label, key in (("seconds", "seconds"), ("wall s", "wall"), ("CPU s", "cpu"), ("shop's CPU s", "shop"), ("peak MB", "peakMb"), ("requests", "requests"))
    ] + [["CPU us/request", spread(per["faultline"]), spread(per["aiohttp"]), spread([a / b for a, b in zip(per["faultline"], per["aiohttp"])])]])

    killed = ours_consistency("--kill-services", "stock-service")
    run = json.load(open("results/latest/run.json"))
    table("faultline with 1 of 2 stock services killed before the checkouts and restarted after them; 5 s are the shop's own time-out",
          ["seconds", "wall s", "CPU s", "peak MB", "requests", "sold", "unknown", "said"],
          [[f"{killed['seconds']:.2f}", f"{killed['wall']:.2f}", f"{killed['cpu']:.2f}", f"{killed['peakMb']:.0f}", killed["requests"], killed["sold"],
            run["transactions"][0]["unknown"], killed["said"]]])


POPULATION = 20_000


def ours_stress(users, seconds):
    pathlib.Path("none.json").write_text('{ "kill_triggers": [] }')
    text, _, _, memory = command([
        TOOL, "stress", "--init", "--population-size", str(POPULATION), "--users", str(users), "--spawn-rate", str(users),
        "--runtime", str(seconds), "--kill-config", "none.json", "--server-timeout", "1", "--format", "json"])
    run = json.loads(text)
    return run["requests"]["sent"], run["generator"]["cpuPercent"] / 100 * seconds, memory


def theirs_stress(users, seconds):
    os.environ["POPULATION"] = str(POPULATION)
    pathlib.Path("sent").unlink(missing_ok=True)
    _, _, cpu, memory = command([
        PYTHON, "-m", "locust", "-f", str(HERE / "locustfile.py"), "--headless", "--host", URL, "-u", str(users), "-r", str(users),
        "-t", f"{seconds}s", "--only-summary"], accepted=(0, 1))
    return int(pathlib.Path("sent").read_text()), cpu, memory


def stress(users=1000, seconds=40, repetitions=2):
    print(f"\nStress test: {users} users with pauses of 1 to 5 s for {seconds} s, {repetitions} repetitions in turns. Ours records every operation; Locust keeps totals.")
    print("CPU: ours while the load runs, Locust's of the whole command. Peak memory: of the whole command; ours also audits.")
    sides = {"faultline": ours_stress, "locust": theirs_stress}
    told = {name: [] for name in sides}
    rows = []
    for i in range(repetitions):
        for name in list(sides)[::1 if i % 2 == 0 else -1]:
            sent, cpu, memory = sides[name](users, seconds)
            told[name].append(cpu / sent * 1e6)
            rows.append([name, sent, f"{cpu:.2f}", f"{cpu / sent * 1e6:.0f}", f"{memory:.0f}"])
    table("each repetition", ["", "requests", "CPU s", "CPU us/request", "peak MB"], rows)
    table("min / median / max", ["", "CPU us/request"], [
        *([name, spread(told[name])] for name in sides),
        ["locust : faultline, pair by pair", spread([b / a for a, b in zip(told["faultline"], told["locust"])])]])


if sys.argv[3] == "consistency":
    consistency(*map(int, sys.argv[4:]))
else:
    stress(*map(int, sys.argv[4:]))
