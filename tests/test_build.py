"""The DuckDB file: what stops it, what it holds, and that it comes whole and always the same."""

import json
import subprocess
import sys
import tomllib
from io import BytesIO
from pathlib import Path

import pytest
from msgspec.structs import replace

from pipeline.building.database import read_database, statements
from pipeline.errors import BuildError, PipelineError
from pipeline.manifest import Missing
from pipeline.records import AbstractSection, Author, Correction, MeshHeading
from pipeline.reference import reference
from pipeline.snapshot import SnapshotWriter
from tests.factories import ROOT, Bench, article, decision, rows, tag


def test_article_keeps_every_field(bench):
    written = article(
        7,
        "One.",
        "Two.",
        title="Title",
        authors=(
            Author(last_name="Li", initials="X", fore_name="Xin", affiliations=("A", "B")),
            Author(collective_name="The Group"),
        ),
        mesh_headings=(
            MeshHeading(descriptor="Pain", is_major=True),
            MeshHeading(descriptor="Rats"),
        ),
        languages=("eng", "chi"),
        registry_ids=("NCT1",),
        corrections=(Correction(ref_type="CommentIn", ref_source="J", ref_pmid=8),),
        country="China",
    )
    with bench.made([written]) as file:
        (row,) = rows(file, "FROM articles")
        assert row["abstract"] == written.abstract == "One.\nTwo."
        assert row["authors"] == ["Li X", "The Group"]
        assert (row["language"], row["languages"]) == ("eng", ["eng", "chi"])
        assert (row["mesh_terms"], row["major_mesh_terms"]) == (["Pain", "Rats"], ["Pain"])
        assert (row["study_id"], row["retraction_status"], row["is_deleted"]) == (7, None, False)
        assert rows(file, "SELECT position, name, affiliations FROM authors") == [
            {"position": 1, "name": "Li X", "affiliations": ["A", "B"]},
            {"position": 2, "name": "The Group", "affiliations": []},
        ]
        assert rows(file, "SELECT position, text FROM abstract_sections ORDER BY position") == [
            {"position": 1, "text": "One."},
            {"position": 2, "text": "Two."},
        ]
        assert rows(file, "SELECT ref_type, ref_pmid FROM corrections") == [
            {"ref_type": "CommentIn", "ref_pmid": 8}
        ]


def test_article_without_abstract_has_none(bench):
    with bench.made([replace(article(1), sections=())]) as file:
        assert rows(file, "SELECT abstract FROM articles") == [{"abstract": None}]


@pytest.mark.parametrize(
    "before",
    [
        "",
        "Plain. ",
        "Cafe\u0301, nai\u0308ve. ",
        "😀👨‍👩‍👧🇬🇧 ",
        "𝛃-endorphin 𐍈 ",
        "الألم ",
        "a\u0000b\ttab ",
    ],
    ids=["none", "ascii", "combining", "emoji", "astral", "right-to-left", "control"],
)
def test_quote_is_cut_by_code_points_as_in_python(bench, before):
    quote = "Pain fell by 𝟑 points (β = −0.3)."
    text = f"{before}{quote} The end."
    start = text.index(quote)
    cut = {"quote": quote, "quote_start": start, "quote_end": start + len(quote)}
    with bench.made([article(1, text)], tags=[tag(1, "pain", "supports", **cut)]) as file:
        found = rows(
            file,
            "SELECT quote, abstract[quote_start + 1 : quote_end] AS cut, abstract "
            "FROM tags JOIN articles USING (pmid)",
        )
    assert found[0]["quote"] == found[0]["cut"] == quote
    assert found[0]["abstract"][start : start + len(quote)] == quote


def test_override_carries_who_when_and_why(bench, own_protocol):
    (own_protocol / "overrides.csv").write_text(
        "pmid,field,value,reason,who,date\n"
        "1,stance.pain,worse,'less' is of the controls,Ada,2024-05-01\n"
        "2,stance.pain,not_addressed,an aim,Ada,2024-05-02\n"
    )
    tags = [tag(1, "pain", "worse", source="override", confidence=1.0)]
    with bench.made([article(1), article(2)], tags=tags, protocol=own_protocol) as file:
        assert rows(file, "SELECT pmid, stance, source FROM tags") == [
            {"pmid": 1, "stance": "worse", "source": "override"}
        ]
        found = rows(file, "SELECT who, override_date::VARCHAR AS day, reason FROM overrides")
        assert found[0] == {
            "who": "Ada",
            "day": "2024-05-01",
            "reason": "'less' is of the controls",
        }
        assert rows(file, "FROM to_review") == []


def test_flow_counts_what_was_lost_on_the_way(bench):
    bench.write(
        [article(1), article(2), article(3)],
        [decision(1), decision(2, reason="no_abstract"), decision(3)],
        [tag(1, "pain", "supports")],
    )
    with SnapshotWriter(bench.folder / "snapshot", source="import", kind="import") as writer:
        writer.add(BytesIO(b"<PubmedArticleSet/>"), (1, 2, 3))
        writer.add(BytesIO(b"<PubmedArticleSet> </PubmedArticleSet>"), (2, 3))
        writer.missing.append(Missing(pmid=9, reason="not served"))
    with bench.build() as file:
        found = {
            (row["step"], row["reason"]): row["n_records"]
            for row in rows(file, "FROM prisma_flow WHERE n_records > 0")
        }
        assert found == {
            ("identified", None): 6,
            ("not_served", None): 1,
            ("superseded", None): 2,
            ("screened", None): 3,
            ("excluded", "no_abstract"): 1,
            ("included", None): 2,
            ("addresses_no_claim", None): 1,
            ("addresses_a_claim", None): 1,
        }
        studies = rows(file, "SELECT step, n_studies FROM prisma_flow WHERE n_studies > 0")
        assert studies == [
            {"step": "studies", "n_studies": 2},
            {"step": "human_studies", "n_studies": 1},
        ]


def test_corpus_of_no_records_has_its_rows_and_no_answers(bench):
    with bench.made([]) as file:
        assert {row["n_records"] for row in rows(file, "FROM prisma_flow")} == {0, None}
        assert rows(file, "SELECT n_records FROM prisma_flow WHERE step = 'identified'") == [
            {"n_records": 0}
        ]
        assert len(rows(file, "FROM claim_support")) == 5
        assert rows(file, "FROM claim_support_by") == []


def many(order: int = 1):
    """Articles, decisions and tags that meet every table, in one order or the other."""
    designs = ("rct", "animal", "systematic_review", "observational", "protocol")
    stances = ("supports", "mixed", "no_benefit", "worse", "inconclusive")
    pmids = range(1, 61)
    articles = [
        article(
            n, registry_ids=(f"NCT{n // 3}",), country="China" if n % 3 else None, year=1995 + n
        )
        for n in pmids
    ]
    decisions = [decision(n, design=designs[n % 5], sample_size=n) for n in pmids]
    claims = ("pain", "sensation", "opioids")
    tags = [tag(n, claim, stances[n % 7 % 5]) for n in pmids for claim in claims]
    return [part[::order] for part in (articles, decisions, tags)]


def checksums(file) -> dict[str, str]:
    return rows(file, "SELECT table_checksums AS t FROM runs WHERE kind = 'build'")[0]["t"]


@pytest.fixture(scope="module")
def varied(tmp_path_factory) -> Bench:
    """What `many` makes, written and built once."""
    bench = Bench(tmp_path_factory.mktemp("varied"))
    bench.made(*many()).close()
    return bench


def test_same_input_gives_the_same_tables(varied, tmp_path):
    again = varied.build(database=tmp_path / "again.duckdb")
    with read_database(varied.database) as one, again as other:
        assert checksums(one) == checksums(other)
        assert rows(one, "FROM runs") == rows(other, "FROM runs")
        for (table,) in one.execute("SELECT DISTINCT table_name FROM data_dictionary").fetchall():
            assert rows(one, f"FROM {table}") == rows(other, f"FROM {table}"), table


def test_order_of_the_lines_changes_no_checksum(varied, bench):
    with read_database(varied.database) as one, bench.made(*many(order=-1)) as other:
        assert checksums(one) == checksums(other)


def test_one_changed_stance_changes_its_checksum(varied, bench):
    articles, decisions, tags = many()
    tags[0] = replace(tags[0], stance="worse")
    with read_database(varied.database) as one, bench.made(articles, decisions, tags) as other:
        before, after = checksums(one), checksums(other)
        assert before["tags"] != after["tags"]
        assert before["articles"] == after["articles"]


def test_analyst_can_make_a_checksum_again(varied):
    with read_database(varied.database) as file:
        again = file.execute(
            "SELECT sha256(string_agg(row, '' ORDER BY row)) "
            "FROM (SELECT md5(to_json(t)::VARCHAR) AS row FROM votes AS t)"
        ).fetchall()
        assert again[0][0] == checksums(file)["votes"]


def test_reader_of_the_old_file_is_not_disturbed_by_a_rebuild(bench):
    bench.made([article(1)], tags=[tag(1, "pain", "supports")]).close()
    reader = Prompt(bench.database)
    assert reader.ask("SELECT count(*) FROM articles") == "1"
    bench.made([article(2), article(3)]).close()
    assert reader.ask("SELECT count(*) FROM articles") == "1"
    assert reader.ask("SELECT n_supports FROM claim_support WHERE claim_id = 'pain'") == "1"
    newcomer = Prompt(bench.database)
    assert newcomer.ask("SELECT count(*) FROM articles") == "2"
    reader.close()
    newcomer.close()


class Prompt:
    """Another process that has the file open, as an analyst's shell would."""

    def __init__(self, database: Path) -> None:
        answers = (
            "import duckdb, sys\n"
            "connection = duckdb.connect(sys.argv[1], read_only=True)\n"
            "for query in sys.stdin:\n"
            "    print(connection.execute(query).fetchall()[0][0], flush=True)\n"
        )
        self.process = subprocess.Popen(
            [sys.executable, "-c", answers, database],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ask(self, query: str) -> str:
        self.process.stdin.write(f"{query}\n")
        self.process.stdin.flush()
        return self.process.stdout.readline().strip()

    def close(self) -> None:
        self.process.communicate(timeout=30)


def test_failed_rebuild_keeps_the_old_file(bench):
    bench.made([article(1)]).close()
    old = bench.database.read_bytes()
    bench.write([article(1)], [])
    with pytest.raises(BuildError):
        bench.build()
    assert bench.database.read_bytes() == old


def test_what_was_written_into_the_old_file_does_not_return(bench):
    bench.made([article(1)]).close()
    scribble = (
        "import duckdb, os, sys\n"
        "connection = duckdb.connect(sys.argv[1])\n"
        "connection.execute(\"UPDATE review SET title = 'mine'\")\n"
        "os._exit(0)\n"
    )
    subprocess.run([sys.executable, "-c", scribble, bench.database], check=True)
    assert (bench.folder / "evidence.duckdb.wal").exists()
    with bench.build() as file:
        assert rows(file, "SELECT title FROM review WHERE title = 'mine'") == []
    assert not (bench.folder / "evidence.duckdb.wal").exists()


def test_file_is_of_the_storage_version_that_duckdb_1_2_opens(varied):
    with read_database(varied.database) as file:
        (tags,) = file.execute(
            "SELECT tags FROM duckdb_databases() WHERE database_name = 'evidence'"
        ).fetchall()[0]
    assert tags["storage_version"].startswith("v1.2.0")


def test_everything_public_carries_its_comment(varied):
    with read_database(varied.database) as file:
        bare = rows(
            file,
            "SELECT table_name, column_name FROM duckdb_columns() "
            "WHERE NOT internal AND coalesce(comment, '') = '' UNION ALL "
            "SELECT table_name, '' FROM duckdb_tables() WHERE coalesce(comment, '') = '' UNION ALL "
            "SELECT view_name, '' FROM duckdb_views() "
            "WHERE NOT internal AND coalesce(comment, '') = ''",
        )
        assert bare == []
        told = "FROM data_dictionary WHERE table_name = 'tags' AND column_name = 'quote_start'"
        assert "abstract[quote_start + 1 : quote_end]" in rows(file, told)[0]["comment"]


def test_comments_explain_nothing_that_is_not_there(varied):
    words = tomllib.loads(statements("comments.toml"))
    told = {
        (table, name)
        for table, about in words["tables"].items()
        for name in about.get("columns", {})
    }
    with read_database(varied.database) as file:
        there = set(
            file.execute(
                "SELECT table_name, column_name FROM data_dictionary WHERE position > 0"
            ).fetchall()
        )
    assert told <= there
    assert set(words["tables"]) == {table for table, _ in there}
    shared = {name for _, name in there - told}
    assert set(words["columns"]) == shared


def test_reference_page_is_fresh():
    page = ROOT / "docs" / "reference.md"
    assert page.read_text(encoding="utf-8") == reference(), "run `make docs`"


def test_stale_reference_page_is_told(tmp_path):
    from pipeline import reference as stage

    page = tmp_path / "reference.md"
    stage.run(page=page)
    stage.run(page=page, check=True)
    page.write_text(page.read_text() + "more\n")
    with pytest.raises(PipelineError, match="is stale"):
        stage.run(page=page, check=True)


def test_keys_hold(varied):
    with read_database(varied.database) as file:
        kinds = dict(
            file.execute(
                "SELECT constraint_type, count(*) FROM duckdb_constraints() GROUP BY ALL"
            ).fetchall()
        )
        tables = file.execute("SELECT count(*) FROM duckdb_tables()").fetchall()[0][0]
    assert kinds["PRIMARY KEY"] >= tables - 2
    assert kinds["FOREIGN KEY"] >= 12
    assert kinds["CHECK"] >= 20


def test_runs_tell_what_went_in(varied):
    with read_database(varied.database) as file:
        retrieval, built = rows(file, "FROM runs ORDER BY run")
    assert (retrieval["kind"], retrieval["n_retrieved"]) == ("import", 60)
    assert retrieval["start_date"] is not None
    assert (built["kind"], built["start_date"]) == ("build", None)
    assert {"articles.jsonl", "tags.jsonl", "synthesis.toml"} <= set(built["input_checksums"])
    assert "no medical advice" in built["disclaimer"]


def test_measured_precision_stands_beside_the_share(bench):
    path = bench.folder / "measured.json"
    shares = {"pain": {"n": 50, "k": 45}, "all": {"n": 120, "k": 110}}
    path.write_text(
        json.dumps({"supports_precision": shares, "missed_support": {"all": {"n": 40, "k": 4}}})
    )
    tags = [tag(1, "pain", "supports"), tag(2, "pain", "no_benefit")]
    bench.write([article(1), article(2)], tags=tags)
    with bench.build(measured=path) as file:
        pain, *others = rows(file, "FROM claim_support ORDER BY claim_id = 'pain' DESC")
        corrected = rows(
            file, "FROM sensitivity WHERE scenario = 'corrected' AND claim_id = 'pain'"
        )[0]
    assert (pain["tagger_precision"], pain["n_tagger_checked"]) == (0.9, 50)
    assert pain["tagger_precision_low"] < 0.9 < pain["tagger_precision_high"]
    assert all(row["tagger_precision"] is None for row in others)
    sensitivity, specificity = 110 / 114, 36 / 46
    share = (0.5 + specificity - 1) / (sensitivity + specificity - 1)
    assert corrected["share_supporting"] == pytest.approx(share)


def test_unmeasured_tagger_is_said_to_be(bench):
    bench.write([article(1)], tags=[tag(1, "pain", "supports")])
    with bench.build() as file:
        found = rows(file, "FROM sensitivity WHERE scenario = 'corrected' AND claim_id = 'pain'")[0]
    assert (found["share_supporting"], found["change"]) == (None, "not measured")


def test_database_that_is_not_there_is_told(tmp_path):
    with pytest.raises(BuildError, match="build it with `make`"):
        read_database(tmp_path / "evidence.duckdb")


def test_section_order_is_kept(bench):
    texts = [f"Sentence {n}." for n in range(12)]
    sections = tuple(AbstractSection(label=f"PART {n}", text=text) for n, text in enumerate(texts))
    with bench.made([replace(article(1), sections=sections)]) as file:
        found = rows(file, "SELECT label, text FROM abstract_sections ORDER BY position")
    assert [row["text"] for row in found] == texts
    assert found[11]["label"] == "PART 11"
