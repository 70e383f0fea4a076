"""Measures the pages as a reader on a slow phone meets them, beside a plain Django page with the same figures.

make bench                    five runs, prints tables, writes docs/benchmarks.md
RUNS=1 make bench             a quick look
make bench ARGS=--strict      exit status 1 where a budget is exceeded
"""
