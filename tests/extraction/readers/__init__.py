"""Reader programs that misbehave, started in place of the real one behind the RapidOCR engine."""
