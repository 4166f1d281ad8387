"""Fills in both READMEs what is made from the program, its lines, keys and signs: `python -m tests.make_readme`."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from store.codec import snapshot_of
from store.packs.national import NATIONAL
from widgets.keymap import BOARD, Keymap
from widgets.quick_line.preview import sentence
from widgets.quick_line.read_line import read_line
from widgets.sections import legend
from widgets.sections.registry import command_help
from widgets.sections.view import View
from widgets.words.lexicon import words_of

ROOT = Path(__file__).parent.parent
READMES = {"README.md": "en", "README.zh.md": "zh"}


def keys(lang: str) -> str:
    keymap, words = Keymap(), words_of(lang)
    rows = [f"| {words('readme.keys')} | {words('readme.does')} |", "|---|---|"]
    for command in keymap.of(BOARD):
        if command.keys:
            named = " ".join(f"`{key}`" for key in keymap.keys(command.id))
            rows.append(f"| {named} | {command_help(command.id, words)} |")
    return "\n".join(rows)


def signs(lang: str) -> str:
    words = words_of(lang)
    rows = [f"| {words('readme.sign')} | {words('readme.sign_name')} | {words('readme.meaning')} |", "|---|---|---|"]
    return "\n".join([*rows, *(f"| `{sign}` | {name} | {says} |" for sign, name, says in legend.signs(words))])


LINES = {
    "zh": (
        "支委会 12-05 14:00 @三楼会议室 研究发展对象",
        "zwh 1205 1400 @slhys 年度总结",
        "党员大会+党课 明天下午3点 @报告厅 +汪维 #学习型 学习党章",
        "党小组会 一组 下周三 9点半 补10月 读书交流",
        "培训 孟书雅,仇雨桐 8 岗前 集中 11.20 档案管理",
        "督查 党小组会 三组 10月 未执行 缺记录 !12-10 +汪维",
        "谈话 zmy qyt 昨天 提醒谈话 说明请假制度",
        "党费 zmy,msy 11月",
        "请假 汪维 11-25 公假 出差",
        "部署 11-18 云办发〔2026〕31号 !12-20 +解晓岚 #贯彻部署 优化营商环境专项行动",
        "推进 %审批一科 推广 11-20 全市现场会",
        "办结 e484 11-20 已报送",
    ),
    "en": (
        "committee 12-05 14:00 @三楼会议室 budget of the branch",
        "zwh 1205 1400 @slhys year in review",
        "general+lecture tomorrow 3pm @报告厅 +汪维 the constitution",
        "group 一组 12-02 9:30 for=2026-10 reading together",
        "training 孟书雅,仇雨桐 8 pre-post course 11.20 archives",
        "inspection OL-03 三组 2026-10 not-executed no record !12-10 +汪维",
        "talk zmy qyt yesterday reminder how leave is asked for",
        "dues zmy,msy 2026-11",
        "leave 汪维 11-25 official business trip",
        "difficulty +汪维 !12-31 #职能工作 too few at the counter",
        "advance %审批一科 spread 11-20 shown to the whole city",
        "close e484 11-20 reported",
    ),
}
"""Examples, as typed on the sample's day."""
TODAY = date(2026, 11, 22)


def lines(lang: str) -> str:
    """The grammars of some examples, then these with what the program says that it would store."""
    words = words_of(lang)
    tables = json.loads((ROOT / "sample_data.json").read_text(encoding="utf-8"))
    view = View(snapshot_of(tables, tables["_meta"]["1"]["revision"]), TODAY, NATIONAL)
    rows = [f"| {words('readme.line')} | {words('readme.stores')} |", "|---|---|"]
    told: dict[str, None] = {}
    for line in LINES[lang]:
        reading = read_line(line, view)
        assert reading.line_kind is not None, line
        assert reading.records, (line, reading.problems)
        told[reading.line_kind.grammar] = None
        rows.append(f"| `{line}` | {sentence(reading, view, words)} |")
    grammars = "\n".join(words(f"grammar.{one}") for one in told)
    return f"```text\n{grammars}\n```\n\n" + "\n".join(rows)


def filled(name: str) -> str:
    """The text of a README as it should be."""
    text = (ROOT / name).read_text(encoding="utf-8")
    for part, make in (("lines", lines), ("keys", keys), ("signs", signs)):
        head, mark, rest = text.partition(f"<!-- made: {part} -->\n")
        _, end, tail = rest.partition("<!-- end -->")
        text = f"{head}{mark}\n{make(READMES[name])}\n\n{end}{tail}"
    return text


if __name__ == "__main__":
    for name in READMES:
        (ROOT / name).write_text(filled(name), encoding="utf-8")
