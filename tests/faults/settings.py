"""The test settings with engines that kill, sleep or answer, and a lease short enough to wait for."""

from config.settings.test import *  # noqa: F403
from config.settings.test import env

RADICA_LEASE_SECONDS = env.float("FAULTS_LEASE", default=15)
RADICA_SWEEP_SECONDS = env.float("FAULTS_SWEEP", default=5)
RADICA_ENGINES = {"by colour": {"BACKEND": "tests.faults.engines.ByColour", "TIMEOUT": 60}}
RADICA_ENGINE_CHAIN = ["by colour"]
