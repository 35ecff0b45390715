"""`python -m config.embedded` runs the demo, as `make run` does."""

import sys

from .run import main

sys.exit(main())
