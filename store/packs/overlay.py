"""The local overlay (`local.toml`) laid over the national pack: what a unit asks beyond it, or counts in its own way.

    party_day = 15                      # the relatively fixed day of the month
    prorate = true                      # judge who came in the year by the part of it
    election = "due"                    # elected is who has more than half of those due, not of those present
    admission_rules_from = 2026-05-18   # the day since which the revised admission rules are in force, or 2026-05-11
    [hours]                             # class hours of a session whose items give none, by kind
    study = 2
    [weights]                           # lines of the sheet that give no points, by rule
    OL-01 = 3
    [tags]                              # of the list of tags; `tags = ["防汛值守"]` adds likewise
    add = ["防汛值守"]
    drop = ["招商引资"]
    above = "../committee/pack.toml"    # the higher level's file, read before this one
    box = "/srv/zhibu/box/one"          # the folder of exchange with the committee; of this branch alone, as is …
    unit = "one"                        # … what it is called there (what the committee writes, unless told)
    publish = ["targets"]               # … and what goes up beside counts
    [charge]                            # who answers for a rule, by post
    OL-06 = "publicity_officer"
    [[target]]                          # a line of the sheet of the year's work (overlay_targets)
    [rules.OL-13]                       # a rule of the pack: its cadence, strength, validity, adoption, thresholds
    count = 2
    [rules.ST-01]
    cadence = "month"
    count = 4
    [rules.OL-17]
    applies = []                        # binds this branch too: fewer conditions than the pack has
    [rules.DUE-01]
    cadence = "quarter"                 # looser only where the text itself allows it, here with the superior's consent
    [[rule]]                            # a rule of the unit's own, of a known predicate
    id = "LOC-01"
    name = "读书会"                      # or { zh = "…", en = "…" }
    predicate = "sessions"
    kind = "study"
    cadence = "quarter"
    [[register]]                        # a register of the unit's own, or a change of one (overlay_registers)
    [registers.directive]

The file is read elsewhere; here it is already a mapping, of which no order matters. One mistake is one fault (file,
rule, field, code) and leaves out the value that it stands in, or the `[[rule]]`; all else holds:
`unknown_key` `unknown_rule` `unknown_register` `unknown_field` `no_entry_field` `unknown_predicate` `type` `value`
`negative` `twice` `missing` `looser` (a unit can only be stricter than a MUST or GEN).
"""

from __future__ import annotations

from datetime import date

from store.packs.national_admission import REVISED
from store.packs.overlay_fields import FLOORS, LARGEST, InvalidOverlay, common, day_of, parameter, text_of
from store.packs.registers import registers
from store.packs.rule import Pack, Rule, Strength
from store.packs.tags import SHIPPED, is_tag, tags
from store.periods import MONTHS, ONE_DAY
from store.records import MOST_HOURS, Kind, PostKind
from store.rules.conditions import CONDITIONS
from store.rules.predicates import EVENTS, PERIODIC

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from typing import Any

    Fault = tuple[str, str, str, str]

FIXED = ("kind", "of", "each", "events", "measure", "exemptions", "decision")
"""Parameters that say what a rule is about, and are nobody's to change."""
REVISIONS = (REVISED, date(2026, 5, 18))
"""The revision of the admission rules was issued on the first day and published on the second."""
ASKED = ("tag", "form")
"""What a rule of the unit's own may ask of a session beside its kind, or instead of it."""
TEXTS = ("name", "short", "binds", "proof", "explain", "remedy")
COMMON = ("cadence", "strength", "valid_from", "valid_to", "adopted", "source")


def overlay(national: Pack, data: Mapping[str, Any], file: str, *, own: bool = True) -> Pack:
    """The pack of a branch: the national one under what is right of its overlay, with the faults of the rest. A file
    that is not the branch's own can't say what is (`OWN`).
    """
    single = SINGLE | OWN if own else SINGLE
    faults: list[Fault] = []
    settings: dict[str, Any] = {}
    rules = list(national.rules)
    if "tags" in data:
        faults += _tags(settings, data["tags"], file)
    if "admission_rules_from" in data:
        faults += _revised(rules, data["admission_rules_from"], file)
    if "rules" in data:
        faults += _change_all(rules, data["rules"], file)
    if "rule" in data:
        faults += _add_all(rules, data["rule"], file, tags(laid_over(national.settings, settings)))
    if "register" in data or "registers" in data:
        from store.packs.overlay_registers import lay

        settings["registers"], wrong = lay(data, file, national.settings)
        faults += wrong
    for key, value in data.items():
        if key in ("hours", "weights"):
            faults += _numbers(settings, key, value, {rule.id for rule in rules}, file)
        elif key in single:
            code = single[key](value)
            if code:
                faults.append((file, "", key, code))
            else:
                settings[key] = value
        elif key not in ELSEWHERE:
            faults.append((file, "", key, "unknown_key"))
    if "charge" in data:
        known = registers(laid_over(national.settings, settings))
        faults += _charge(settings, data["charge"], {*known, *(rule.id for rule in rules)}, file)
    if "target" in data:
        pack = national.but(rules=tuple(rules), settings=laid_over(national.settings, settings))
        faults += _targets(settings, data["target"], pack, file)
    together = laid_over(national.settings, settings)
    return national.but(rules=tuple(rules), settings=together, faults=(*national.faults, *faults))


def laid_over(below: Any, above: Any) -> Any:
    """A setting of one layer over the same of the layers below: tables one in another, and lists of tags added up."""
    if isinstance(below, dict) and isinstance(above, dict):
        return below | {key: laid_over(below.get(key), value) for key, value in above.items()}
    if isinstance(below, list) and isinstance(above, list):
        return [*below, *(one for one in above if one not in below)]
    return above


def _targets(settings: dict[str, Any], value: Any, pack: Pack, file: str) -> list[Fault]:
    """The lines of the sheet, read once it is known which rules, registers and tags there are."""
    from store.packs.overlay_targets import TargetNames, lay

    known = TargetNames({rule.id for rule in pack.rules}, registers(pack.settings), tags(pack.settings))
    settings["targets"], faults = lay(value, known, file)
    return faults


def _charge(settings: dict[str, Any], value: Any, rules: set[str], file: str) -> list[Fault]:
    """Who answers for a rule, or for the entries of a register that have no owner: a post by its code."""
    if not isinstance(value, dict):
        return [(file, "", "charge", "type")]
    faults: list[Fault] = []
    right = {}
    for rule, post in value.items():
        if rule not in rules:
            faults.append((file, "", f"charge.{rule}", "unknown_rule"))
        elif not isinstance(post, str):
            faults.append((file, "", f"charge.{rule}", "type"))
        elif post not in {kind.value for kind in PostKind}:
            faults.append((file, "", f"charge.{rule}", "value"))
        else:
            right[rule] = PostKind(post)
    if right:
        settings["charge"] = right
    return faults


def _day_of_month(value: Any) -> str:
    if type(value) is not int:
        return "type"
    return "" if 1 <= value <= 31 else "negative" if value < 0 else "value"


def _majority(value: Any) -> str:
    if not isinstance(value, str):
        return "type"
    return "" if value in ("due", "present") else "value"


def _words(value: Any) -> str:
    return "" if isinstance(value, str) and value.strip() else "type"


def _published(value: Any) -> str:
    if not isinstance(value, list):
        return "type"
    return "" if all(one in PUBLISHABLE for one in value) else "value"


SINGLE: dict[str, Callable[[Any], str]] = {
    "party_day": _day_of_month,
    "prorate": lambda value: "" if type(value) is bool else "type",
    "election": _majority,
    "above": _words,
}
OWN: dict[str, Callable[[Any], str]] = {"box": _words, "unit": _words, "publish": _published}
PUBLISHABLE = ("targets",)
"""What is one value alone, and a code of what is wrong with it."""
ELSEWHERE = ("rules", "rule", "admission_rules_from", "register", "registers", "target", "tags", "charge")
"""What is laid before the rest or after it."""


def _revised(rules: list[Rule], value: Any, file: str) -> list[Fault]:
    """Moves the day on which the revision of the admission rules took the place of the former ones."""
    try:
        day = day_of("admission_rules_from", value)
        if day not in REVISIONS:
            raise InvalidOverlay("admission_rules_from", "value")
    except InvalidOverlay as wrong:
        return [(file, "", *wrong.args)]
    for place, rule in enumerate(rules):
        if rule.valid_from == REVISED:
            rules[place] = rule.but(valid_from=day)
        elif rule.valid_to == REVISED - ONE_DAY:
            rules[place] = rule.but(valid_to=day - ONE_DAY)
    return []


def _numbers(settings: dict[str, Any], key: str, value: Any, rules: set[str], file: str) -> list[Fault]:
    """A table of numbers: hours by kind of session, weights by rule."""
    if not isinstance(value, dict):
        return [(file, "", key, "type")]
    names = {kind.value for kind in Kind} if key == "hours" else rules
    faults: list[Fault] = []
    right = {}
    for name, number in value.items():
        if name not in names:
            faults.append((file, "", f"{key}.{name}", "unknown_rule" if key == "weights" else "value"))
        elif type(number) not in (int, float):
            faults.append((file, "", f"{key}.{name}", "type"))
        elif number < 0:
            faults.append((file, "", f"{key}.{name}", "negative"))
        elif not number < LARGEST or (key == "hours" and (number > MOST_HOURS or (number * 2) % 1)):
            faults.append((file, "", f"{key}.{name}", "value"))
        else:
            right[name] = number
    if right:
        settings[key] = right
    return faults


def _tags(settings: dict[str, Any], value: Any, file: str) -> list[Fault]:
    """The names to add to the list of tags, and those of it to drop."""
    given = {"add": value} if isinstance(value, list) else value
    if not isinstance(given, dict):
        return [(file, "", "tags", "type")]
    faults: list[Fault] = []
    for side, names in given.items():
        where = f"tags.{side}" if given is value else "tags"
        if side == "implies":
            faults += _implies(settings, names, file)
        elif side not in ("add", "drop"):
            faults.append((file, "", where, "unknown_key"))
        elif not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            faults.append((file, "", where, "type"))
        else:
            right = [name for name in names if (is_tag(name) if side == "add" else name in SHIPPED)]
            faults += [(file, "", where, "value")] * (len(names) - len(right))
            if right:
                settings.setdefault("tags", {})[side] = right
    return faults


def _implies(settings: dict[str, Any], value: Any, file: str) -> list[Fault]:
    """What a session is that has a tag without saying so: `"服务型" = { form = "志愿服务" }`."""
    if not isinstance(value, dict):
        return [(file, "", "tags.implies", "type")]
    faults: list[Fault] = []
    right = {}
    for tag, asked in value.items():
        if not isinstance(asked, dict) or not all(isinstance(text, str) and text for text in asked.values()):
            faults.append((file, "", f"tags.implies.{tag}", "type"))
        elif not asked or not asked.keys() <= {"kind", "form"} or asked.get("kind", "other") not in set(Kind):
            faults.append((file, "", f"tags.implies.{tag}", "value"))
        else:
            right[tag] = asked
    if right:
        settings.setdefault("tags", {})["implies"] = right
    return faults


def _change_all(rules: list[Rule], value: Any, file: str) -> list[Fault]:
    if not isinstance(value, dict):
        return [(file, "", "rules", "type")]
    faults: list[Fault] = []
    for id, fields in value.items():
        places = [place for place, rule in enumerate(rules) if rule.id == id]
        if not places:
            faults.append((file, id, "", "unknown_rule"))
        elif not isinstance(fields, dict):
            faults.append((file, id, "", "type"))
        else:
            place = next((p for p in places if rules[p].valid_to is None), places[-1])
            was = now = rules[place]
            for field, given in sorted(fields.items(), key=lambda one: one[0] == "adopted"):
                try:
                    now = _changed(now, field, given)
                except InvalidOverlay as wrong:
                    faults.append((file, id, wrong.args[0], wrong.args[1]))
            begins = now.valid_from
            if "valid_from" in fields and begins is not None and (was.valid_from is None or was.valid_from < begins):
                rules[place : place + 1] = [was.but(valid_to=begins - ONE_DAY), now]
            else:
                rules[place] = now
    return faults


def _add_all(rules: list[Rule], value: Any, file: str, known_tags: Collection[str]) -> list[Fault]:
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        return [(file, "", "rule", "type")]
    national = tuple(rules)
    faults: list[Fault] = []
    for fields in value:
        id = fields.get("id")
        if not isinstance(id, str) or not id.strip() or "/" in id:
            faults.append((file, "", "rule.id", "missing" if id is None else "value"))
        elif any(rule.id == id for rule in rules):
            faults.append((file, id, "id", "twice"))
        else:
            made = _own_rule(id, fields, national, file, known_tags)
            if isinstance(made, Rule):
                rules.append(made)
            else:
                faults += made
    return faults


def _own_rule(
    id: str, fields: Mapping[str, Any], national: tuple[Rule, ...], file: str, known_tags: Collection[str]
) -> Rule | list[Fault]:
    """A rule of the unit's own, or what is wrong with it. Parameters are those that its predicate has in the pack; of
    sessions also a tag, one of the known ones, and a form.
    """
    predicate = fields.get("predicate")
    like = [rule for rule in national if rule.predicate == predicate]
    if not like:
        return [(file, id, "predicate", "missing" if predicate is None else "unknown_predicate")]
    samples, params, wanted = _parameters(fields, like)
    values: dict[str, Any] = {"strength": Strength.LOCAL, "source": file}
    faults: list[Fault] = []
    for field in [field for field in fields if field not in ("id", "predicate")]:
        try:
            if field in samples:
                params[field] = _sample_like(field, fields[field], samples[field], known_tags)
            else:
                values[field] = _own_field(field, fields[field])
        except InvalidOverlay as wrong:
            faults.append((file, id, wrong.args[0], wrong.args[1]))
        wanted.discard(field)
    if predicate in PERIODIC and "cadence" not in fields:
        wanted.add("cadence")
    if predicate in EVENTS and "cadence" in fields:
        faults.append((file, id, "cadence", "unknown_field"))
    if "name" not in fields:
        wanted.add("name")
    faults += [(file, id, field, "missing") for field in sorted(wanted)]
    if faults:
        return faults
    for field in TEXTS:
        values.setdefault(field, values["name"])
    asked = {field: given for field, given in fields.items() if field in params or field in COMMON}
    return Rule(id=id, predicate=like[0].predicate, params=params, sure="L", local=asked, **values)


def _changed(rule: Rule, field: str, value: Any) -> Rule:
    """The rule with one field as the unit has it; raises `InvalidOverlay`."""
    local = rule.local | {field: value}
    if field == "applies":
        return rule.but(applies=_fewer(rule, value), local=local)
    if field in rule.params and field not in FIXED:
        now = parameter(field, value, rule.params[field])
        _not_looser(rule, field, now, _loosest(rule, field, rule.params[field]))
        return rule.but(params=rule.params | {field: now}, local=local, adopted=True)
    if field in TEXTS:
        return rule.but(**{field: text_of(field, value), "local": local})
    if field in COMMON:
        setting = common(field, value)
        if field == "cadence":
            if rule.cadence is None:
                raise InvalidOverlay(field, "unknown_field")
            _not_looser(rule, field, MONTHS[setting], MONTHS[_loosest(rule, field, rule.cadence)])
        if field == "strength":
            order = list(Strength)
            _not_looser(rule, field, order.index(setting), order.index(rule.strength))
        if field == "adopted" and not setting:
            _not_looser(rule, field, 1, 0)
        return rule.but(**({"adopted": True} | {field: setting, "local": local}))
    raise InvalidOverlay(field, "unknown_field")


def _parameters(fields: Mapping[str, Any], like: Sequence[Rule]) -> tuple[dict[str, Any], dict[str, Any], set[str]]:
    """Of a rule that is like others: a sample of each parameter that it may have, what those have that all have, and
    what it must say.
    """
    samples: dict[str, Any] = {}
    for rule in like:
        samples = rule.params | samples
    params = {key: value for key, value in like[0].params.items() if all(key in rule.params for rule in like)}
    wanted: set[str] = {key for key in ("kind", "of", "measure", "check") if key in params}
    if like[0].predicate == "sessions":
        samples |= dict.fromkeys(ASKED, "")
        if not fields.keys().isdisjoint(ASKED) and "kind" not in fields:
            wanted.discard("kind")
            del params["kind"]
    return samples, params, wanted


def _sample_like(field: str, value: Any, sample: Any, known_tags: Collection[str]) -> Any:
    setting = parameter(field, value, sample)
    if (field == "kind" and value not in {kind.value for kind in Kind}) or (field == "tag" and value not in known_tags):
        raise InvalidOverlay(field, "value")
    return setting


def _own_field(field: str, value: Any) -> Any:
    if field in TEXTS:
        return text_of(field, value)
    if field in COMMON:
        return common(field, value)
    if field != "applies":
        raise InvalidOverlay(field, "unknown_field")
    if not isinstance(value, list) or not set(value) <= set(CONDITIONS):
        raise InvalidOverlay(field, "value")
    return tuple(value)


def _loosest(rule: Rule, field: str, now: Any) -> Any:
    """How far a field may be let down: as far as the text allows, but not below what the layer above has made of it."""
    return now if field in rule.local else rule.loosest.get(field, now)


def _fewer(rule: Rule, value: Any) -> tuple[str, ...]:
    """Conditions under which a rule applies: a unit can only leave some out, which makes it apply more widely."""
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise InvalidOverlay("applies", "type")
    if not set(value) <= set(CONDITIONS):
        raise InvalidOverlay("applies", "value")
    if not set(value) <= set(rule.applies):
        raise InvalidOverlay("applies", "looser")
    return tuple(value)


def _not_looser(rule: Rule, field: str, now: Any, was: Any) -> None:
    """A unit is only ever stricter than what binds everyone; customs and defaults to be verified are its own, and so
    are the figures of a rule that no text has. What the text itself allows is `loosest`.
    """
    free = rule.strength is Strength.LOCAL or rule.sure in ("L", "M")
    free = free or (rule.figure_sure in ("D", "L", "M") and field not in ("strength", "adopted"))
    free = free and field not in rule.local  # what the layer above asks for binds, whoever made the rule
    if (free and field not in rule.loosest) or type(now) not in (int, float):
        return
    if (field in FLOORS and now < was) or (field not in FLOORS and field != "years" and now > was):
        raise InvalidOverlay(field, "looser")
