"""What README promises runs as printed."""

import re
from pathlib import Path

import duckdb
import pytest

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
QUERIES = re.findall(r"```sql\n(.*?)```", README, flags=re.DOTALL)


def test_readme_has_three_queries():
    assert len(QUERIES) == 3


@pytest.mark.parametrize("query", QUERIES)
def test_query_runs_as_printed_and_finds_rows(digest_database, query):
    with duckdb.connect(digest_database, read_only=True) as connection:
        assert connection.sql(query).fetchall()


def test_the_two_commands_are_those_of_the_ci():
    commands = re.findall(r"^(make\S*(?: test)?) +#", README, flags=re.MULTILINE)
    assert commands[:2] == ["make", "make test"]
    ci = (Path(__file__).parent.parent / ".ci/run").read_text(encoding="utf-8")
    assert "\nmake test\n" in ci


def test_links_lead_somewhere():
    links = re.findall(r"\]\((?!http)([^)#]+)\)", README)
    assert [link for link in links if not (Path(__file__).parent.parent / link).exists()] == []
