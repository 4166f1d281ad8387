"""The national pack: what binds every branch, as data. Its families stand in modules of their own."""

from __future__ import annotations

from store.packs import (
    national_admission,
    national_each,
    national_life,
    national_members,
    national_org,
    national_training,
    national_year,
)
from store.packs.rule import Pack

NATIONAL = Pack(
    rules=(
        *national_life.RULES,
        *national_year.RULES,
        *national_each.RULES,
        *national_training.RULES,
        *national_members.RULES,
        *national_org.RULES,
        *national_admission.RULES,
    )
)
