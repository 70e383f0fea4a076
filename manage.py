#!/usr/bin/env python
"""The portal's commands; `make serve` and `make test` call the ones that matter."""

import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qualityportal.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
