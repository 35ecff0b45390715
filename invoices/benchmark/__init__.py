"""How well and how fast documents are read, against a folder with truth.json. Needs no database.

truth > judging > running > figures, calibration, ceiling > targets, tables, markdown; comparing sets two runs
side by side, two_engines two engines. Each module owns one of these and knows only those before it.
"""
