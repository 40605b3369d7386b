"""The page in a real browser, with the network off: what is shown, counted, sorted and escaped."""

import json
import shutil

import duckdb
import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.select import Select
from selenium.webdriver.support.wait import WebDriverWait

from pipeline import report
from tests.made_up import FIRST, QUOTES, RIGHT_TO_LEFT, SCRIPT

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
DRIVER = shutil.which("chromedriver")

pytestmark = pytest.mark.skipif(
    not (CHROMIUM and DRIVER), reason="no browser: chromium and chromedriver are not installed"
)


@pytest.fixture(scope="module")
def page(made_up_database):
    path = made_up_database.with_name("report.html")
    report.run(database=made_up_database, report=path)
    return path


@pytest.fixture(scope="module")
def chromium():
    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for switch in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"):
        options.add_argument(switch)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    browser = webdriver.Chrome(options=options, service=webdriver.ChromeService(DRIVER))
    offline = {"offline": True, "latency": 0, "downloadThroughput": 0, "uploadThroughput": 0}
    browser.execute_cdp_cmd("Network.enable", {})
    browser.execute_cdp_cmd("Network.emulateNetworkConditions", offline)
    yield browser
    browser.quit()


@pytest.fixture
def opened(chromium, page):
    """The page, freshly loaded at desktop width; at the end nothing was fetched, nothing failed."""
    chromium.get_log("performance")
    show(chromium, 1280)
    chromium.get("about:blank")
    chromium.get(page.as_uri())
    yield chromium
    messages = [json.loads(entry["message"]) for entry in chromium.get_log("performance")]
    requested = [
        message["message"]["params"]["request"]["url"]
        for message in messages
        if message["message"]["method"] == "Network.requestWillBeSent"
    ]
    assert [url for url in requested if not url.startswith(("file:", "data:", "about:"))] == []
    assert chromium.get_log("browser") == []


def show(browser, width, *, scheme="light", media="screen"):
    """Set the width in CSS pixels, the colour scheme and the medium."""
    metrics = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    features = [
        {"name": "prefers-color-scheme", "value": scheme},
        {"name": "prefers-reduced-motion", "value": "reduce"},
    ]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": media, "features": features})


def table_rows(browser, claim="pain"):
    """The rows that the table of a claim shows or would show after 'Show more'."""
    status = browser.find_element(By.CSS_SELECTOR, f"form[data-for={claim}] output").text
    return int(status.split(" of ")[0].replace(",", ""))


def column(browser, number, claim="pain"):
    """Texts of one column in the rows that are shown."""
    return browser.execute_script(
        "return [...document.querySelectorAll(`#table-${arguments[0]} tbody tr:not([hidden])`)]"
        ".map((row) => row.cells[arguments[1]].textContent.trim())",
        claim,
        number,
    )


def press(browser, element):
    browser.execute_script("arguments[0].click()", element)


def test_each_claim_comes_with_verdict_certainty_and_counts(opened, made_up_database):
    cards = opened.find_elements(By.CSS_SELECTOR, ".card")
    with duckdb.connect(str(made_up_database), read_only=True) as connection:
        rows = connection.execute(
            "SELECT name, verdict, certainty, n_supports, n_no_benefit FROM claim_support "
            "ORDER BY position"
        ).fetchall()
    assert len(cards) == len(rows) == 5
    for card, (name, verdict, certainty, *counts) in zip(cards, rows, strict=True):
        words = " ".join(card.text.split())
        assert name in words
        assert f"Certainty: {certainty}" in words
        assert all(sentence in words for sentence in verdict.split(". "))
        assert f"{counts[0]} supports" in words
        assert f"{counts[1]} no benefit" in words


def test_every_number_opens_as_many_studies_as_it_says(opened):
    wrong = opened.execute_script("""
        const wrong = [];
        document.addEventListener("click", (event) => event.preventDefault());
        for (const link of document.querySelectorAll("a[data-filter]")) {
          link.click();
          const claim = link.hash.replace("#studies-", "");
          const status = document.querySelector(`form[data-for=${claim}] output`).value;
          const shown = Number(status.split(" of ")[0]);
          const said = Number(link.textContent);
          if (shown !== said) wrong.push([link.dataset.filter, said, status]);
        }
        return wrong;
    """)
    assert wrong == []
    assert len(opened.find_elements(By.CSS_SELECTOR, "a[data-filter]")) > 100


def test_from_a_claim_to_the_quote_in_two_clicks(opened, made_up_database):
    press(opened, opened.find_element(By.CSS_SELECTOR, ".card h3 a"))
    assert opened.current_url.endswith("#pain")
    press(opened, opened.find_element(By.CSS_SELECTOR, "#pain .column.no_benefit a[data-filter]"))
    row = opened.find_element(By.CSS_SELECTOR, "#table-pain tbody tr:not([hidden])")
    pmid = int(row.get_attribute("id").removeprefix("pain-"))
    with duckdb.connect(str(made_up_database), read_only=True) as connection:
        (quote, stance) = connection.execute(
            "SELECT quote, stance FROM tags WHERE pmid = ? AND claim_id = 'pain'", [pmid]
        ).fetchone()
    assert stance == "no_benefit"
    assert row.find_element(By.TAG_NAME, "mark").text == quote
    link = row.find_element(By.CSS_SELECTOR, "th a").get_attribute("href")
    assert link == f"https://pubmed.ncbi.nlm.nih.gov/{pmid}/"


def test_a_bar_of_the_harvest_plot_opens_its_study(opened):
    bars = opened.find_elements(By.CSS_SELECTOR, "#pain .harvest svg a rect")
    bars[-1].click()
    row = opened.find_element(By.ID, opened.current_url.partition("#")[2])
    WebDriverWait(opened, 5).until(lambda _: row.is_displayed())


def test_sorting_by_year_size_and_result(opened):
    year, size, result = (
        opened.find_elements(By.CSS_SELECTOR, "#table-pain thead button")[place]
        for place in (1, 4, 5)
    )
    year.send_keys(Keys.ENTER)
    years = [text for text in column(opened, 1) if text]
    assert years == sorted(years)
    year.send_keys(Keys.ENTER)
    years = [text for text in column(opened, 1) if text]
    assert years == sorted(years, reverse=True)
    heading = opened.find_elements(By.CSS_SELECTOR, "#table-pain thead th")[1]
    assert heading.get_attribute("aria-sort") == "descending"
    press(opened, size)
    sizes = [int(text) for text in column(opened, 4) if text]
    assert sizes == sorted(sizes)
    press(opened, result)
    results = column(opened, 5)
    order = ["supports", "mixed", "no benefit", "worse", "inconclusive"]
    assert results == sorted(results, key=order.index)


def test_filters_narrow_each_other_and_clear(opened):
    form = opened.find_element(By.CSS_SELECTOR, "form[data-for=pain]")
    all_rows = table_rows(opened)
    Select(form.find_element(By.NAME, "p")).select_by_value("p-human")
    people = table_rows(opened)
    Select(form.find_element(By.NAME, "c")).select_by_value("c-sham")
    sham = table_rows(opened)
    assert 0 < sham < people < all_rows
    form.find_element(By.NAME, "words").send_keys("no such words")
    assert table_rows(opened) == 0
    press(opened, form.find_element(By.CSS_SELECTOR, "button[type=reset]"))
    WebDriverWait(opened, 5).until(lambda browser: table_rows(browser) == all_rows)


def test_search_finds_words_of_title_and_quote(opened):
    box = opened.find_element(By.CSS_SELECTOR, "form[data-for=pain] [name=words]")
    box.send_keys("الوخز")
    assert table_rows(opened) == 1


def test_what_records_hold_shows_as_text_and_does_nothing(opened):
    for button in opened.find_elements(By.CSS_SELECTOR, "#pain .pager:not([hidden]) button"):
        button.click()
    assert opened.title == "Acupuncture for peripheral neuropathy: what PubMed supports"
    rows = {
        row.find_element(By.CSS_SELECTOR, "th a").text: row
        for row in (opened.find_element(By.ID, f"pain-{FIRST + 7 * place}") for place in range(3))
    }
    assert SCRIPT in rows
    assert rows[SCRIPT].find_element(By.TAG_NAME, "mark").text == SCRIPT
    (quoted,) = (row for title, row in rows.items() if title.startswith('"Quoted"'))
    assert quoted.find_element(By.TAG_NAME, "mark").text == RIGHT_TO_LEFT
    long = rows["Long"].find_element(By.CSS_SELECTOR, "td:last-child").text
    assert QUOTES.split("\u2028")[0] in long
    assert len(long) < 1000
    assert len(opened.find_elements(By.TAG_NAME, "script")) == 2
    assert opened.find_elements(By.TAG_NAME, "img") == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 768, 1280])
def test_nothing_sticks_out_at_any_width(opened, tmp_path, width, scheme):
    show(opened, width, scheme=scheme)
    widest = opened.execute_script("return document.documentElement.scrollWidth")
    assert widest <= width
    picture = tmp_path / f"{width}-{scheme}.png"
    assert opened.save_screenshot(str(picture))
    paper = opened.execute_script("return getComputedStyle(document.body).backgroundColor")
    assert (paper == "rgb(255, 255, 255)") == (scheme == "light")


def test_what_the_last_run_changed_is_told(chromium, made_up_database, tmp_path):
    database = tmp_path / "evidence.duckdb"
    shutil.copy(made_up_database, database)
    with duckdb.connect(str(database)) as connection:
        connection.execute(
            "INSERT INTO changes VALUES "
            "(1, 1, 'support', NULL, 'pain', 'n_supports', '8', '9', 'Supports: 8, now 9'), "
            "(2, 1, 'retracted', $pmid, NULL, NULL, NULL, NULL, 'Retracted: <b>one</b>')",
            {"pmid": FIRST},
        )
    report.run(database=database, report=tmp_path / "report.html")
    chromium.get((tmp_path / "report.html").as_uri())
    told = chromium.find_element(By.ID, "changes").text
    assert "Since run 1." in told
    assert "Supports: 8, now 9" in told
    assert "Retracted: <b>one</b>" in told


def test_in_print_the_controls_are_gone_and_the_findings_are_there(opened):
    show(opened, 1280, media="print")
    assert not opened.find_element(By.TAG_NAME, "nav").is_displayed()
    assert not opened.find_element(By.CSS_SELECTOR, "form.filters").is_displayed()
    assert opened.find_element(By.CSS_SELECTOR, ".card .verdict").is_displayed()
    assert opened.find_element(By.CSS_SELECTOR, "#table-pain mark").is_displayed()


def test_a_screen_reader_finds_names_for_everything(opened):
    nameless = opened.execute_script("""
        const named = (e) => (e.getAttribute("aria-label") || e.textContent).trim() !== "";
        return [...document.querySelectorAll("a, button, [role=img], [role=region], summary")]
          .filter((e) => !named(e) && !e.closest("[aria-hidden=true]")).map((e) => e.outerHTML);
    """)
    assert nameless == []
    twice = opened.execute_script("""
        const ids = [...document.querySelectorAll("[id]")].map((e) => e.id);
        return ids.filter((id, place) => ids.indexOf(id) !== place);
    """)
    assert twice == []
    unlabelled = opened.execute_script("""
        return [...document.querySelectorAll("input, select")]
          .filter((e) => e.labels.length === 0).map((e) => e.outerHTML);
    """)
    assert unlabelled == []
    assert opened.find_element(By.TAG_NAME, "html").get_attribute("lang") == "en"


def test_the_first_key_offers_to_skip_to_the_findings(opened):
    opened.find_element(By.TAG_NAME, "body").send_keys(Keys.TAB)
    skip = opened.switch_to.active_element
    assert skip.text == "Skip to the findings"
    skip.send_keys(Keys.ENTER)
    assert opened.current_url.endswith("#main")
