"""The national pack: what binds every branch, as data. Its families stand in modules of their own."""

from __future__ import annotations

from store.packs import national_life, national_training
from store.packs.rule import Pack

NATIONAL = Pack(rules=(*national_life.RULES, *national_training.RULES))
