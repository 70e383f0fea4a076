"""python -m tests.bench: starts portal and peer, visits every page in rounds, prints and writes the tables."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from tests.bench import machine, measuring, serving
from tests.bench.figures import verdicts
from tests.bench.measuring import Visit
from tests.bench.pace import pace, paced
from tests.bench.pages import PAGES, PEER, PROGRAM, Page
from tests.bench.report import Answers, report

OUTPUT = serving.ROOT / "docs" / "benchmarks.md"


def arguments(given: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("--runs", type=int, default=os.environ.get("RUNS") or "5", help="rounds (RUNS; default 5)")
    parser.add_argument("--output", type=Path, default=OUTPUT, help="the file to write")
    parser.add_argument("--strict", action="store_true", help="exit status 1 where a budget is exceeded")
    options = parser.parse_args(given)
    if options.runs < 1:
        parser.error("at least one round is needed")
    return options


def main(given: Sequence[str]) -> int:
    options = arguments(given)
    try:
        text, passed = bench(options.runs)
    except serving.BenchError as error:
        say(str(error))
        return 1
    options.output.write_text(text, encoding="utf-8")
    say(text)
    say(f"Written to {options.output}")
    return 0 if passed or not options.strict else 1


def bench(runs: int) -> tuple[str, bool]:
    """The report, and whether all budgets are kept."""
    with (
        tempfile.TemporaryDirectory(prefix="portal-bench-", ignore_cleanup_errors=True) as folder,
        ExitStack() as stack,
    ):
        data = Path(folder)
        browser = stack.enter_context(measuring.chromium())
        facts = machine.facts(browser.version)
        say("Filling a portal in a temporary folder …")
        serving.prepare(data)
        portal = stack.enter_context(serving.running("qualityportal.wsgi:application", data))
        peer = stack.enter_context(serving.running("tests.bench.peer:application", data))
        sites = dict.fromkeys(PAGES, portal) | {PEER: peer}
        answers = [warmed(page, site) for page, site in sites.items()]
        measuring.visit(browser, portal, PROGRAM)  # not counted: a new browser first finds its fonts
        visits: dict[Page, list[Visit]] = {page: [] for page in sites}
        paces: list[float] = []
        for number in range(1, runs + 1):
            say(f"Round {number} of {runs} …")
            for page, site in sites.items():
                paces.append(min(pace() for _ in range(5)))  # the browser is still closing the last visit
                visits[page].append(measuring.visit(browser, site, page))
    found = verdicts(visits)
    return report(visits, found, answers, [*facts, paced(paces)]), all(one.passed for one in found)


def warmed(page: Page, site: str) -> Answers:
    """Asks twice: the first answer may draw charts, and nobody should wait for that in a measured visit."""
    return Answers(page, serving.answer_ms(site + page.path), serving.answer_ms(site + page.path))


def say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
