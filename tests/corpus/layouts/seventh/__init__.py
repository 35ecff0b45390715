"""Calibration layouts by a seventh hand."""

from ..base import Layout

LAYOUTS: tuple[Layout, ...] = ()
