"""The report stage without a browser: the page as text, the terminal table, the README block."""

import os
import re
import subprocess
import sys
from pathlib import Path

import duckdb
import lxml.html
import pytest

from pipeline import answers, report
from pipeline.__main__ import main
from pipeline.errors import PipelineError
from pipeline.reporting.block import BEGIN, END
from pipeline.reporting.page import render
from pipeline.reporting.plots import height
from pipeline.reporting.reading import findings_of
from pipeline.reporting.terminal import summary
from pipeline.reporting.words import interval, p_value, percent, slug
from tests.made_up import build_made_up, build_without_studies

ROOT = Path(__file__).parent.parent
MEGABYTE = 1_000_000


@pytest.fixture(scope="module")
def found(made_up_database):
    return findings_of(made_up_database)


@pytest.fixture(scope="module")
def digest(digest_database):
    return findings_of(digest_database)


def run_stage(*arguments, **environment):
    return subprocess.run(
        [sys.executable, "-m", "pipeline", *map(str, arguments)],
        cwd=ROOT, env=os.environ | environment, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_the_same_database_gives_the_same_bytes(made_up_database, tmp_path):
    pages = []
    for seed in ("1", "2"):
        page = tmp_path / seed / "report.html"
        done = run_stage(
            "report", "--database", made_up_database, "--report", page, PYTHONHASHSEED=seed
        )
        assert done.returncode == 0, done.stderr
        pages.append(page.read_bytes())
    assert pages[0] == pages[1]


def test_three_thousand_included_articles_stay_under_five_megabytes(tmp_path):
    found = findings_of(build_made_up(tmp_path, n=3000))
    assert sum(len(claim.studies) for claim in found.claims) > 4000
    assert len(render(found).encode()) < 5 * MEGABYTE


def test_a_corpus_without_studies_has_its_page_too(tmp_path):
    found = findings_of(build_without_studies(tmp_path))
    html = render(found)
    assert html.count("No study here reports on it.") == len(found.claims)
    assert "No study in people reports on any of the claims." in html
    assert "<svg" not in html
    assert "1 record of" in summary(found, {})


def test_every_vote_is_a_row_with_its_quote(found, made_up_database):
    html = render(found)
    with duckdb.connect(str(made_up_database), read_only=True) as connection:
        (votes,) = connection.execute("SELECT count(*) FROM votes").fetchone()
        pmids = connection.execute(
            "SELECT DISTINCT pmid FROM evidence WHERE is_eligible AND population IS NOT NULL"
        ).fetchall()
    assert len(re.findall(r"^<tr id=", html, re.MULTILINE)) == votes
    assert html.count("<mark>") == votes
    assert all(f"https://pubmed.ncbi.nlm.nih.gov/{pmid}/" in html for (pmid,) in pmids)


def test_nothing_of_a_record_is_markup(found):
    html = render(found)
    assert "<script>document.title" not in html
    assert "&lt;script&gt;document.title" in html
    assert "<b>neuropath" not in html


def test_the_page_asks_for_nothing_from_outside(found):
    html = render(found)
    assert "default-src 'none'" in html
    page = lxml.html.fromstring(html)
    assert page.xpath("//@src | //@srcset | //@action | //@background | //@data") == []
    assert page.xpath("//link/@href") == ["data:,"]
    assert "@import" not in html
    assert "url(" not in html


def test_a_digest_says_loudly_that_it_is_a_sample(digest, found):
    assert digest.is_sample
    assert "This is a sample, not the evidence." in render(digest)
    assert "THIS IS A SAMPLE" in summary(digest, {})
    assert "This is a sample" not in render(found)
    assert "SAMPLE" not in summary(found, {})


@pytest.mark.parametrize("corpus", ["found", "digest"])
def test_the_last_table_fits_eighty_columns_and_tells_all(corpus, request):
    found = request.getfixturevalue(corpus)
    told = summary(found, {"report": Path("report.html")})
    assert max(map(len, told.splitlines())) <= 80
    assert "\033" not in told
    words = " ".join(told.split())
    for claim in found.claims:
        assert claim.name in words
        assert " ".join(claim.verdict.split()) in words
    assert "no medical advice" in words
    assert "report report.html" in words


def test_bold_is_for_terminals_that_want_it(found):
    assert "\033[1m" in summary(found, {}, colour=True)
    plain = re.sub(r"\033\[\d+m", "", summary(found, {}, colour=True))
    assert plain == summary(found, {})


@pytest.mark.parametrize(("no_colour", "is_bold"), [("", True), ("1", False)])
def test_no_color_is_respected(made_up_database, tmp_path, no_colour, is_bold):
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    command = ("report", "--database", made_up_database, "--report", tmp_path / "report.html")
    subprocess.run(
        [sys.executable, "-m", "pipeline", *map(str, command)],
        cwd=ROOT, env=os.environ | {"NO_COLOR": no_colour}, stdout=theirs, check=True,
    )  # fmt: skip
    os.close(theirs)
    told = os.read(ours, 65536)
    os.close(ours)
    assert (b"\033[1m" in told) == is_bold


def test_the_stage_writes_page_and_tables_and_says_where(made_up_database, tmp_path, capsys):
    report.run(database=made_up_database, report=tmp_path / "report.html")
    told = capsys.readouterr().out
    assert str(tmp_path / "report.html") in told
    assert (tmp_path / "exports" / "claim_support.csv").exists()
    assert (tmp_path / "exports" / "evidence.parquet").exists()


@pytest.mark.parametrize("content", [None, b"", b"no database", "old"])
def test_a_database_that_cannot_be_shown_is_one_line(tmp_path, capsys, content):
    database = tmp_path / "evidence.duckdb"
    if content == "old":
        duckdb.connect(str(database)).close()
    elif content is not None:
        database.write_bytes(content)
    status = main(["report", "--database", str(database), "--report", str(tmp_path / "r.html")])
    error = capsys.readouterr().err
    assert status == 2
    assert error.startswith(f"error: {database}: ")
    assert error.count("\n") == 1
    assert not (tmp_path / "r.html").exists()


def test_the_block_of_answers_is_written_and_checked(made_up_database, digest_database, tmp_path):
    readme = tmp_path / "README.md"
    readme.write_text(f"# Title\n\n{BEGIN}\nold\n{END}\n\nThe rest.\n", encoding="utf-8")
    with pytest.raises(PipelineError, match="stale"):
        answers.run(database=digest_database, readme=readme, check=True)
    answers.run(database=digest_database, readme=readme)
    answers.run(database=digest_database, readme=readme, check=True)
    page = readme.read_text(encoding="utf-8")
    assert page.startswith(f"# Title\n\n{BEGIN}\n| claim |")
    assert page.endswith(f"{END}\n\nThe rest.\n")
    assert "A sample, no search result" in page
    with pytest.raises(PipelineError, match="stale"):
        answers.run(database=made_up_database, readme=readme, check=True)


def test_a_readme_without_the_block_is_said(digest_database, tmp_path):
    readme = tmp_path / "README.md"
    readme.write_text("# Title\n", encoding="utf-8")
    with pytest.raises(PipelineError, match="holds no block"):
        answers.run(database=digest_database, readme=readme)


@pytest.mark.parametrize(
    ("share", "told"),
    [(0.0, "0 %"), (0.004, "<1 %"), (0.756, "76 %"), (0.996, ">99 %"), (1.0, "100 %")],
)
def test_a_share_is_never_rounded_to_all_or_nothing(share, told):
    assert percent(share) == told


def test_an_interval_has_one_unit():
    assert interval(0.34, 1.0) == "34–100 %"


def test_a_p_value_is_printed_as_journals_do():
    assert [p_value(p) for p in (0.0004, 0.0039, 0.0414, 1.0)] == [
        "< 0.001", "= 0.0039", "= 0.041", "= 1"
    ]  # fmt: skip


def test_words_become_classes_in_any_script():
    assert slug("South Korea") == slug("south_korea") == "south-korea"
    assert slug("Türkiye") == "türkiye"
    assert not set(slug("<img src=x> \"a\" 'b'")) & set("<>\"' ")


def test_bars_grow_with_the_size_and_are_never_nothing():
    sizes = [None, 5, 10, 30, 100, 1000, 100_000]
    heights = [height(size) for size in sizes]
    assert heights == sorted(heights)
    assert heights[0] > 0
    assert heights[-1] == heights[-2] == 100
