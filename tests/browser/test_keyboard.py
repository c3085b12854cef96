"""Whole tasks with the keyboard alone, in Finnish: what is focused is in sight and marked at every stop on the way. A meeting: test_meeting.py."""

from __future__ import annotations

import io
import re
from contextlib import suppress
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import FileChooser, Locator, Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from monitoring import snapshot
from monitoring.words import words
from tests.browser.running import settle
from tests.monitoring.charts.made import VAASA
from tools.form_filling import Form

MOST_STOPS = 200
"""Presses of the tabulator key to anything on a page, and through the longest page."""
MOMENT = 20_000
"""Milliseconds in which the mark has to be there: some fade in."""
SAY = words("fi")
UNIT, YEAR = "welcome-office", 2021

# Of what has the focus: "nothing", "seen", or what is wrong. The mark is a solid outline of two pixels at least, its own or that of the field that it
# is in: at least two of its sides lie where nothing cuts them off. Of a slider's end, which is hidden itself, it is the shadow of the knob.
MARK = """() => {
    const one = document.activeElement;
    if (!one || one === document.body) return 'nothing';
    const named = `${one.tagName} ${(one.getAttribute('aria-label') || one.innerText || one.value || '').trim().slice(0, 60)}`;
    const around = each => { const found = []; for (let e = each.parentElement; e; e = e.parentElement) found.push(e); return found; };
    const sight = {left: 0, top: 0, right: innerWidth, bottom: innerHeight};
    const within = (part, frame) => part.right > frame.left && part.left < frame.right && part.bottom > frame.top && part.top < frame.bottom;
    // What is fixed on the screen is not cut off by what is around it.
    const cutting = each => {
        const found = [];
        for (let e = each; e.parentElement && getComputedStyle(e).position !== 'fixed'; e = e.parentElement) found.push(e.parentElement);
        return found;
    };
    const frames = each => [sight, ...cutting(each).filter(e => getComputedStyle(e).overflow !== 'visible').map(e => e.getBoundingClientRect())];
    const opacity = [one, ...around(one)].reduce((all, each) => all * Number(getComputedStyle(each).opacity), 1);
    if (opacity < .5 || getComputedStyle(one).visibility !== 'visible') return `${named}: transparent`;
    if (one.type === 'range') {
        const knob = around(one).find(each => getComputedStyle(each).boxShadow !== 'none');
        return knob && within(knob.getBoundingClientRect(), sight) ? 'seen' : `${named}: knob without a mark`;
    }
    const sides = each => {
        const style = getComputedStyle(each), box = each.getBoundingClientRect(), width = parseFloat(style.outlineWidth);
        if (style.outlineStyle !== 'solid' || !(width >= 2)) return 0;
        const far = parseFloat(style.outlineOffset) + width / 2, thin = value => [value - .1, value + .1];
        const x = [box.left - far, box.right + far], y = [box.top - far, box.bottom + far];
        const lines = [[thin(x[0]), y], [thin(x[1]), y], [x, thin(y[0])], [x, thin(y[1])]];
        const parts = lines.map(([x, y]) => ({left: x[0], right: x[1], top: y[0], bottom: y[1]}));
        return parts.filter(part => frames(each).every(frame => within(part, frame))).length;
    };
    if (!frames(one).every(frame => within(one.getBoundingClientRect(), frame))) return `${named}: out of sight`;
    const best = Math.max(...[one, ...around(one).slice(0, 2)].map(sides));
    return best >= 2 ? 'seen' : `${named}: ${best} sides of a mark`;
}"""


def mark(page: Page) -> str:
    """How what has the focus shows it, when it has had the time to."""
    found = page.evaluate(MARK)
    if found in ("seen", "nothing"):
        return found
    with suppress(PlaywrightTimeout):
        page.wait_for_function(f"() => ['seen', 'nothing'].includes(({MARK})())", timeout=MOMENT)
    return page.evaluate(MARK)


def has_focus(wanted: Locator) -> bool:
    return wanted.evaluate("one => one === document.activeElement || one.contains(document.activeElement)")


def reach(page: Page, wanted: Locator, key: str = "Tab") -> None:
    """Goes from where the focus is to `wanted`, stop by stop; each is seen."""
    expect(wanted).to_be_visible()
    settle(page)
    for _ in range(MOST_STOPS):
        if has_focus(wanted):
            return
        page.keyboard.press(key)
        assert mark(page) in ("seen", "nothing")
    raise AssertionError(f"{key} does not lead to {wanted}")


def press(page: Page, wanted: Locator, key: str = "Tab") -> None:
    reach(page, wanted, key)
    page.keyboard.press("Enter")


def write(page: Page, label: str, text: str) -> None:
    reach(page, page.get_by_label(label))
    page.keyboard.press("Control+A")
    page.keyboard.type(text)


def pick(page: Page, label: str, option: str, key: str = "Tab") -> None:
    """Types into a list until it offers what is wanted and takes it. A list that takes several stays open; Esc would empty one that is closed."""
    reach(page, page.get_by_role("combobox", name=re.compile(f"^{re.escape(label)}|{re.escape(label)}$")), key)
    page.keyboard.type(option)
    expect(page.get_by_role("option", name=option).first).to_be_visible()
    page.keyboard.press("Enter")
    settle(page)
    if page.evaluate("() => document.activeElement.closest('[data-testid=stMultiSelect]') !== null"):
        page.keyboard.press("Escape")


MEETING = "Maahanmuuttajaneuvoston kokous 2/2022"
STOPS = {
    "?": (60, SAY.name(VAASA.programme)),
    "goal?goal=TUR1": (30, SAY.name(VAASA.goals["TUR1"])),
    "explore?theme=TUR": (30, SAY("page.explore")),
    "meetings?meeting=example-2022-2": (40, MEETING),
    "meeting?meeting=example-2022-2": (15, MEETING),
    "embed?indicator=TUR4.1": (3, re.compile(re.escape(SAY.name(VAASA.indicators["TUR4.1"])))),
    f"deliver?unit={UNIT}": (20, SAY("page.deliver")),
}
"""Pages, how many stops each has at least, and its title."""

# The next stop is the page's first.
TO_THE_TOP = """() => {
    const first = document.body.insertBefore(document.createElement('span'), document.body.firstChild);
    first.tabIndex = -1;
    first.focus();
    first.remove();
}"""


@pytest.mark.parametrize(
    ("name", "width", "scheme"),
    [*((name, 1280, "light") for name in STOPS), ("?", 390, "light"), ("goal?goal=TUR1", 390, "dark"), ("explore?theme=TUR", 640, "dark")],
)
def test_every_stop_of_the_keyboard_is_seen(visited, examples, name, width, scheme):
    (least, title), marks = STOPS[name], []
    page = visited(f"{examples}/{name}&lang=fi", title, width=width, color_scheme=scheme)
    page.evaluate(TO_THE_TOP)
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        marks.append(mark(page))
        if marks[-1] == "nothing":
            break
    assert marks[-1] == "nothing" and len(marks) > least
    assert [each for each in marks if each not in ("seen", "nothing")] == []


def test_one_filters_opens_a_goal_goes_on_and_changes_year_and_language(opened, examples):
    page = opened(f"{examples}/explore?lang=fi&year={YEAR}")
    pick(page, SAY("explore.theme"), SAY.name(VAASA.themes["TUR"]))
    expect(page).to_have_url(re.compile("theme=TUR"))
    pick(page, SAY("explore.status"), SAY("status.behind"))
    expect(page).to_have_url(re.compile("theme=TUR&.*status=behind|status=behind&.*theme=TUR"))
    settle(page)
    links = page.get_by_role("link", name=re.compile(f"^{re.escape(SAY('explore.to-goal', code='TUR'))}"))
    assert links.count() > 0
    code = links.first.inner_text().split()[-1]
    press(page, links.first)
    expect(page.get_by_role("heading", level=1)).to_have_text(SAY.name(VAASA.goals[code]))

    after = next(later for earlier, later in zip(VAASA.goals, list(VAASA.goals)[1:], strict=False) if earlier == code)
    press(page, page.get_by_role("link", name=SAY("goal.next", code=after)))
    expect(page.get_by_role("heading", level=1)).to_have_text(SAY.name(VAASA.goals[after]))
    press(page, page.get_by_role("link", name=SAY("goal.previous", code=code)))
    expect(page.get_by_role("heading", level=1)).to_have_text(SAY.name(VAASA.goals[code]))

    # The keyboard goes back to the top, where year and language are.
    pick(page, SAY("frame.year"), "2020", "Shift+Tab")
    expect(page).to_have_url(re.compile(f"goal={code}.*year=2020|year=2020.*goal={code}"))
    reach(page, page.get_by_role("radio", name=SAY("language.name")))
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    swedish = words("sv")
    expect(page.get_by_role("heading", level=1)).to_have_text(swedish.name(VAASA.goals[code]))
    expect(page.locator("html")).to_have_attribute("lang", "sv")
    assert "year=2020" in page.url
    settle(page)
    assert has_focus(page.get_by_role("radiogroup", name=swedish("frame.language")))


def test_a_goal_of_the_overview_and_its_table_are_opened_and_its_documents_taken_along(opened, examples):
    page = opened(f"{examples}/?lang=fi&year={YEAR}")
    # The first stop leads past the menu.
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    assert mark(page) == "seen"
    press(page, page.get_by_role("link", name=re.compile("^TUR1 ")).first)
    expect(page.get_by_role("heading", level=1)).to_have_text(SAY.name(VAASA.goals["TUR1"]))
    settle(page)
    reach(page, page.locator("summary").filter(has_text=SAY("figures.table")).first)
    page.keyboard.press("Space")
    expect(page.get_by_role("table").filter(has_text="2019").first).to_be_visible()
    with page.expect_download() as downloading:
        press(page, page.get_by_role("button", name=SAY("material.pdf")))
    assert Path(downloading.value.path()).read_bytes().startswith(b"%PDF")
    press(page, page.get_by_test_id("stTopNav").get_by_role("link", name=SAY("page.explore")), "Shift+Tab")
    expect(page.get_by_role("heading", level=1)).to_have_text(SAY("page.explore"))
    with page.expect_download() as downloading:
        press(page, page.get_by_role("button", name=SAY("export.csv")))
    assert "TUR1.1" in Path(downloading.value.path()).read_text(encoding="utf-8-sig")


def uploader(page: Page) -> Locator:
    """The button that opens the list of files: behind those that remove one. The names of Streamlit's own buttons are English."""
    return page.get_by_test_id("stFileUploader").locator("button").last


def give(page: Page, path: Path) -> None:
    """Opens the system's list of files from the keyboard, and takes one. It is listened for from the beginning: a list that opens before would be the
    system's own, which nobody answers. A key that came while the page was at work is pressed again."""
    lists: list[FileChooser] = []

    def came(chooser: FileChooser) -> None:
        lists.append(chooser)

    page.on("filechooser", came)
    for patience in (30, 60, 120):
        reach(page, uploader(page))
        settle(page)
        page.keyboard.press("Enter")
        while not lists and patience:
            page.wait_for_timeout(100)
            patience -= 1
        if lists:
            page.remove_listener("filechooser", came)
            return lists[0].set_files(path)
    raise AssertionError("no list of files opens")


def kept(path: Path, form: Form) -> Path:
    path.write_bytes(form.content)
    return path


def test_a_workbook_is_handed_in_mended_accepted_and_withdrawn(served, opened, own_store, tmp_path):
    page = opened(f"{served}/deliver?lang=fi")
    pick(page, SAY("unit.choose"), SAY.name(VAASA.units[UNIT]))
    with page.expect_download() as downloading:
        press(page, page.get_by_role("button", name=SAY("deliver.form.download")))
    form = Form.of(Path(downloading.value.path()).read_bytes(), VAASA, "fi")

    give(page, kept(tmp_path / "luvut.xlsx", form.figures({"TYO3.1": {2020: "kaksitoista", 2021: -3}})))
    expect(page.get_by_role("heading", name=SAY("findings.title"))).to_be_visible()
    wrong = page.get_by_role("region", name=re.compile(re.escape(SAY("findings.error.about")[:20])))
    expect(wrong).to_contain_text("kaksitoista")
    with page.expect_download() as downloading:
        press(page, page.get_by_role("button", name=SAY("findings.marked")))
    marked = openpyxl.load_workbook(io.BytesIO(Path(downloading.value.path()).read_bytes()))
    assert "kaksitoista" in marked[SAY("form.sheet.figures")][form.address("TYO3.1", 2020)].comment.text
    expect(page.get_by_role("button", name=SAY("deliver.accept.button"))).to_be_disabled()

    reach(page, uploader(page), "Shift+Tab")
    give(page, kept(tmp_path / "luvut.xlsx", form.figures({"TYO3.1": {2020: 12, 2021: 23}})))
    expect(page.get_by_role("heading", name=SAY("preview.title"))).to_be_visible()
    expect(page.get_by_role("table").filter(has=page.locator("caption", has_text=SAY("preview.new.caption")))).to_contain_text("23")
    write(page, SAY("deliver.by"), "Koordinaattori")
    assert snapshot.read(own_store, VAASA).is_empty
    press(page, page.get_by_test_id("stBaseButton-primaryFormSubmit"))
    expect(page.get_by_text(SAY("receipt.stored"))).to_be_visible()
    assert snapshot.read(own_store, VAASA).figures["TYO3.1"][2021].value == 23

    press(page, page.get_by_role("link", name=SAY("receipt.undo")))
    expect(page.get_by_role("heading", name=SAY("withdraw.title"))).to_be_visible()
    write(page, SAY("withdraw.by"), "Koordinaattori")
    write(page, SAY("withdraw.reason"), "Väärä tiedosto")
    press(page, page.get_by_role("button", name=SAY("withdraw.button")))
    expect(page.get_by_text(SAY("withdraw.done"))).to_be_visible()
    assert snapshot.read(own_store, VAASA).figures.get("TYO3.1", {}).get(2021) is None
