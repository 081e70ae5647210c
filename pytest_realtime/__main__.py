"""Run the command ``pytest-realtime`` as ``python -m pytest_realtime``."""

import sys

from pytest_realtime.cli.main import main

sys.exit(main())
