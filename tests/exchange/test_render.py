"""What LibreOffice makes of our files, where it is installed; `tests.exchange.render` looks at all of them."""

from __future__ import annotations

import re
import subprocess
from shutil import which
from zipfile import ZipFile

import pytest

from tests.exchange import render

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(which("soffice") is None, reason="LibreOffice is not installed"),
]


def test_workbooks_open_and_are_saved_equal(tmp_path):
    files = [one for one in render.made(tmp_path, "sample", "zh", render.PAPERS) if one.suffix == ".xlsx"]
    assert {one.stem for one in files} == {*render.PAPERS} - {"notice"}
    render.converted(files, "xlsx", tmp_path / "back")
    for what in ("attendance", "training", "statistics"):
        for path in (tmp_path / f"{what}.xlsx", tmp_path / "back" / f"{what}.xlsx"):
            assert [name for name in ZipFile(path).namelist() if name.startswith("xl/charts/chart")]
    assert [told for one in files for told in render.unequal(one, tmp_path / "back" / one.name)] == []


@pytest.mark.skipif(which("pdftotext") is None, reason="poppler is not installed")
def test_documents_are_printed_whole_on_a4(tmp_path):
    files = render.made(tmp_path, "sample", "zh", ("signin", "record", "notice", "month", "roster"))
    prints = [one for one in files if one.suffix == ".docx" or one.stem == "signin"]
    for suffix in (".docx", ".xlsx"):
        some = [one for one in prints if one.suffix == suffix]
        render.converted(some, "pdf", tmp_path / suffix[1:])
        assert [told for one in some for told in render.unprinted(one, tmp_path / suffix[1:] / f"{one.stem}.pdf")] == []


@pytest.mark.skipif(which("pdftotext") is None, reason="poppler is not installed")
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_months_report_is_two_pages_and_breaks_no_date(tmp_path, lang):
    files = [one for one in render.made(tmp_path, "sample", lang, ("month",)) if one.suffix == ".docx"]
    render.converted(files, "pdf", tmp_path / "pdf")
    told = subprocess.run(
        ["pdftotext", "-raw", str(tmp_path / "pdf" / "month.pdf"), "-"], capture_output=True, text=True, check=True
    ).stdout
    assert told.count("\f") == 2
    assert (
        re.findall(r"\d年?\n\d*[年月日]|[年月]\n\d{1,2}[月日]|\d{1,2}\n(?:Jan|Oct|Nov|Dec)|(?:Oct|Nov|Dec)\n20", told)
        == []
    )
