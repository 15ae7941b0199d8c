#!/usr/bin/env python3
"""compare.py SIZE [--runs N] [--only a,b]: builds one workload with every generator that is here, interleaved."""
import argparse, os, shutil, statistics, subprocess, sys, tempfile, time
import check, workload

ROOT = os.path.dirname(os.path.dirname(workload.HERE))
SUFFIX = ".exe" if os.name == "nt" else ""
PROGRAMS = {
    "standings": os.environ.get("STANDINGS") or f"{ROOT}/target/release/standings{SUFFIX}",
    "hugo": os.environ.get("HUGO") or shutil.which("hugo"),
    "zola": os.environ.get("ZOLA") or shutil.which("zola"),
}


def command(name, source, out):
    program = PROGRAMS[name]
    return {
        "standings": [program, "build", "--quiet", "--root", source, "--out", out, "--today", "2027-01-01"],
        "hugo": [program, "--quiet", "--source", source, "--destination", out],
        "zola": [program, "--root", source, "build", "--output-dir", out],
    }[name]


def sources(size, names):
    """Facts and sources, made anew: a source that a run has touched is not a fair start."""
    folder = f"{ROOT}/target/compare/{size}"
    shutil.rmtree(folder, ignore_errors=True)
    all = workload.facts(size)
    for name in names:
        os.makedirs(f"{folder}/{name}")
        workload.SITES[name](all, f"{folder}/{name}")
    return folder, all


def run(name, source, out):
    for cache in ("resources", ".cache", ".hugo_build.lock"):
        path = f"{source}/{cache}"
        shutil.rmtree(path, ignore_errors=True) if os.path.isdir(path) else os.path.exists(path) and os.remove(path)
    with tempfile.TemporaryFile() as said:
        start = time.monotonic()
        child = subprocess.Popen(command(name, source, out), stdin=subprocess.DEVNULL, stdout=said, stderr=said)
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.monotonic() - start
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            said.seek(0)
            sys.exit(f"{name} ended with {child.returncode}:\n{said.read().decode(errors='replace')[-2000:]}")
    return {"wall": wall, "cpu": usage.ru_utime + usage.ru_stime, "memory": usage.ru_maxrss / 1024}


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("size", choices=sorted(workload.SIZES))
    arguments.add_argument("--runs", type=int, default=5)
    arguments.add_argument("--only", help="names, separated by commas")
    given = arguments.parse_args()
    wanted = given.only.split(",") if given.only else list(PROGRAMS)
    names = [name for name in wanted if PROGRAMS[name] and os.path.exists(PROGRAMS[name])]
    for name in wanted:
        if name not in names:
            print(f"{name} is not here and is left out" + (" (cargo build --release)" if name == "standings" else ""))
    if not names:
        sys.exit("there is nothing to compare")
    folder, all = sources(given.size, names)
    times, wrong = {name: [] for name in names}, {}
    for turn in range(given.runs + 1):
        for name in names[turn % len(names):] + names[:turn % len(names)]:
            out = f"{folder}/out/{name}-{turn}"
            os.makedirs(os.path.dirname(out), exist_ok=True)
            result = run(name, f"{folder}/{name}", out)
            if turn == 0:  # warms the page cache, and is looked at
                try:
                    check.check(all, out)
                except (AssertionError, OSError, ValueError) as error:
                    wrong[name] = f"{type(error).__name__}: {str(error)[:300]}"
            else:
                times[name].append(result)
    print(f"\n{given.size}: {len(all['weeks'])} periods, {len(all['products'])} products, {given.runs} runs, medians\n")
    print("| generator | wall s | CPU s | peak MB | wall ÷ standings | CPU ÷ standings |\n|---|--:|--:|--:|--:|--:|")
    for name in names:
        if name in wrong:
            print(f"| {name} | a wrong page: {wrong[name]} | | | | |")
            continue
        middle = lambda key: statistics.median(r[key] for r in times[name])
        ratio = lambda key: statistics.median(a[key] / b[key] for a, b in zip(times[name], times["standings"])) if "standings" in names else float("nan")
        print(f"| {name} | {middle('wall'):.3f} | {middle('cpu'):.3f} | {middle('memory'):.0f} | {ratio('wall'):.2f} | {ratio('cpu'):.2f} |")
    shutil.rmtree(f"{folder}/out")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
