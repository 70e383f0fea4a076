"""Read by Python at its start (`tests.bench.deployed.hidden`): the packages named cannot be imported."""

import os
import sys

for name in os.environ.get("HIDDEN_PACKAGES", "").split(","):
    if name:
        sys.modules[name] = None  # type: ignore[assignment]
