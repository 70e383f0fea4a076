"""python -m tests.fuzz.read_article [SECONDS]: atheris tries bytes on the article reader until it finds a fault.

The unit tests run `inputs.one_input` on a few inputs; a finding of the fuzzer belongs there as an example. Options of
libFuzzer may follow, for example the folder of a corpus.
"""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["indicators"]):
    from tests.fuzz.inputs import one_input


def main(given: list[str]) -> None:
    seconds, *options = given or ["120"]
    atheris.Setup([sys.argv[0], f"-max_total_time={seconds}", "-max_len=600", "-timeout=10", *options], one_input)
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1:])
