"""Free functions (snapshot, today) -> figures. A rule is data in `packs`; here are the few predicates that read it."""
