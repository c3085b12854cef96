"""Every page with every role and with none: who has it, and what it lets them do."""

from __future__ import annotations

import ast
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event, Lock, Semaphore, get_ident

import pytest
from streamlit.testing.v1 import AppTest

from loaders.recipes import stored_recipes
from loaders.recipes.recipe import Recipe, Rule
from monitoring import catalogue, rounds
from monitoring.council import meetings
from monitoring.council.meetings import Meeting
from monitoring.rounds import Deadline
from monitoring.store import Store, now
from monitoring.trust import grants, log, sessions
from monitoring.trust.people import Grant, Role, local
from monitoring.trust.permissions import Refused
from monitoring.words import words
from pages.shared import downloads, identity, registry
from publishing.documents import chart_workbook, minutes, pdf, slides
from tests.monitoring.test_snapshot import HARBOUR, deliver, figure
from tests.pages.running import DASHBOARD, Visit, opened, shown, text
from tests.signed_in import ROLES, comes, cookies, offer
from tests.test_architecture import modules, name_of, nodes

SAY = words("en")
FETCHED = {"download_button", "image", "audio", "video", "logo", "add_deferred", "load_and_get_id"}
"""What puts a file where browsers fetch it."""
PORT = catalogue.read(HARBOUR)
READ = {"overview", "goal", "changes", "explore", "timeline", "embed", "account", "method", "follow", "accessibility"}
COUNCIL = READ | {"meetings", "meeting", "deliveries"}
UNITS = COUNCIL | {"deliver", "recipes", "round", "unit"}
ADMINISTRATION = {"roles", "log"}
PAGES = {
    "resident": READ,
    "without a role": READ,
    "council member": COUNCIL,
    "coordinator": UNITS,
    "coordinator of all": UNITS,
    "secretary": UNITS | {"contacts"},
    "administrator": COUNCIL | ADMINISTRATION,
    "administrator and secretary": COUNCIL | ADMINISTRATION | {"round", "unit", "contacts"},
}
"""The pages of each role, as the table of who may do what has them."""


@pytest.fixture(scope="module")
def prepared(tmp_path_factory) -> Path:
    """A store with a delivery of two units, a recipe of each, a deadline and a meeting that is prepared."""
    store = Store(tmp_path_factory.mktemp("prepared") / "monitoring.duckdb")
    deliver(store, 1, [figure("BOA1.1", "2021", 3)])
    deliver(store, 2, [figure("STR1.1", "2021", 12)], unit="street-office")
    secretary = local("Secretary")
    for unit, indicator in (("port", "BOA1.1"), ("street-office", "STR1.1")):
        recipe = Recipe(unit=unit, name=f"Log of {unit}", headings=("day",), rules=(Rule(indicator=indicator, how="rows"),))
        stored_recipes.store_recipe(store, PORT.programme.programme, recipe, secretary)
    rounds.set_deadline(store, PORT, Deadline(2021, now().date(), "Secretary", now()), secretary)
    meetings.write(store, PORT, Meeting("m1", "Council in spring", now().date(), 2021, ("STR1", "BOA1"), now()), secretary)
    return store.path


@pytest.fixture(autouse=True)
def own(prepared, tmp_path, monkeypatch) -> Store:
    """The prepared store, for one test."""
    own = Store(shutil.copy(prepared, tmp_path))
    monkeypatch.setenv("MONITORING_DATABASE", str(own.path))
    monkeypatch.setenv("MONITORING_PROGRAMME", str(HARBOUR))
    offer(monkeypatch, tmp_path)
    return own


@pytest.fixture
def come(own, monkeypatch):
    """Somebody with a role comes: their cookies from now on."""

    def come(who: str) -> dict[str, str]:
        found = cookies(own, who)
        comes(monkeypatch, found)
        return found

    return come


def test_every_page_has_its_readers():
    assert set().union(*PAGES.values()) == {page.name for page in registry.PAGES}
    assert PAGES.keys() == ROLES.keys()


@pytest.mark.parametrize("who", ROLES)
def test_the_menu_has_the_pages_of_a_role(come, who):
    """That nobody gets another one: tests/web/test_websocket.py."""
    come(who)
    linked = {label for label, _ in Visit("overview?lang=en").links()}
    assert {SAY(f"page.{each.name}") for each in registry.PAGES if each.linked != registry.Place.PAGES and each.name in PAGES[who]} <= linked
    assert not {SAY(f"page.{each.name}") for each in registry.PAGES if each.name not in PAGES[who]} & linked


def test_who_may_not_read_a_page_is_led_to_the_way_in_and_back(come):
    come("resident")
    page = opened("meetings?lang=en&meeting=m1")
    (link,) = [each.proto.body for each in page.get("html") if 'class="m-button"' in each.proto.body]
    assert "sign-in/start?back=meetings%3F" in link and "meeting%3Dm1" in link
    assert "Council in spring" not in text(page)


def withdrawable(unit: str) -> bool:
    return bool(Visit(f"deliveries?lang=en&delivery=upload-{1 if unit == 'port' else 2}").buttons(SAY("withdraw.button")))


@pytest.mark.parametrize(
    ("who", "units"),
    [
        ("council member", set()),
        ("coordinator", {"port"}),
        ("coordinator of all", {"port", "street-office"}),
        ("secretary", {"port", "street-office"}),
        ("administrator", set()),
        ("administrator and secretary", set()),
    ],
)
def test_whose_deliveries_recipes_and_figures_somebody_changes(come, own, who, units):
    come(who)
    assert {unit for unit in ("port", "street-office") if withdrawable(unit)} == units
    recipes = {row.unit: row.recipe_id for row in own.rows("recipes", programme=PORT.programme.programme, unit=None)}
    if "recipes" in PAGES[who]:
        changeable = {unit for unit, code in recipes.items() if Visit(f"recipes?lang=en&recipe={code}").buttons(SAY("recipes.change.button"))}
        assert changeable == units
        handing_in = Visit("deliver?lang=en")
        if len(units) > 1:
            assert {*handing_in.field(SAY("unit.choose")).options} >= {"Library", *(PORT.units[unit].names["en"] for unit in units)}


@pytest.mark.parametrize("page", ["deliver", "unit"])
def test_whoever_acts_for_one_unit_need_not_choose_it(come, page):
    come("coordinator")
    visit = Visit(f"{page}?lang=en&unit=street-office")
    assert SAY("unit.choose") not in {shown(each.label) for each in visit.page.selectbox}
    assert f"{SAY('unit.choose')} {PORT.units['port'].names['en']}" in " ".join(text(visit.page).split())


@pytest.mark.parametrize(("who", "units"), [("coordinator", 1), ("coordinator of all", 3), ("secretary", 3), ("administrator and secretary", 3)])
def test_a_coordinator_sees_the_own_part_of_the_round_and_the_secretary_sets_its_end(come, who, units):
    come(who)
    page = Visit("round?lang=en&year=2021")
    assert len(page.tables(SAY("round.caption"))[0]) - 1 == units
    assert bool(page.buttons(SAY("deadline.button"))) == ("secretary" in who)


@pytest.mark.parametrize("is_let", [False, True])
@pytest.mark.parametrize("who", ["council member", "coordinator", "secretary", "administrator"])
def test_the_secretary_prepares_meetings_and_lets_council_members_write_in_them(come, own, who, is_let):
    come("secretary")
    if is_let:
        page = Visit("meetings?lang=en&meeting=m1")
        page.fill(SAY("meetings.members"), True)
        assert SAY("meetings.done.members") in page.notices
    come(who)
    page = Visit("meetings?lang=en&meeting=m1")
    assert bool(page.buttons(SAY("meetings.cancel.button"))) == bool(page.buttons(SAY("meetings.close"))) == (who == "secretary")
    assert bool(Visit("meetings?lang=en").buttons(SAY("meetings.prepare.button"))) == (who == "secretary")
    show = Visit("meeting?lang=en&meeting=m1&goal=STR1")
    writes = who == "secretary" or (who == "council member" and is_let)
    assert any(f">{SAY('show.decide')}</button>" in each.proto.body for each in show.page.get("html")) == writes
    assert bool(show.buttons(SAY("decide.button.agreed"))) == bool(show.buttons(SAY("council-target.button.set"))) == writes
    if writes:
        show.fill(SAY("decide.text"), "A ramp")
        show.press(SAY("decide.button.agreed"))
        (row,) = own.rows("decisions", programme=PORT.programme.programme)
        assert (row.text, row.written_by) == ("A ramp", who.capitalize())
        (entry, *_) = log.entries(own, local(""))
        assert (entry.event, entry.name, entry.subject, entry.address) == ("decision-made", who.capitalize(), f"{who}-1", "192.0.2.1")


def test_nobody_who_is_signed_in_types_a_name(come, own):
    come("administrator and secretary")
    for address in ("roles?", "round?year=2021", "meetings?meeting=m1", "meeting?meeting=m1&goal=STR1"):
        page = Visit(f"{address}&lang=en")
        assert SAY("account.acting", name="Administrator and secretary") in page.text
        assert not [each for each in page.page.text_input if each.proto.autocomplete == "name"]
    page = Visit("round?year=2021&lang=en")
    page.fill(SAY("deadline.on", example="").split(",")[0], "31.3.2022")
    page.press(SAY("deadline.button"))
    assert [each.set_by for each in rounds.deadlines(own, PORT, 2021)] == ["Administrator and secretary", "Secretary"]


def test_a_role_that_was_taken_away_holds_no_more_at_the_next_step(come, own):
    role = grants.give(own, PORT, "group", "without a role", Grant(Role.SECRETARY), local("Admin"))
    come("without a role")
    page = Visit("round?year=2021&lang=en")
    page.fill(SAY("deadline.on", example="").split(",")[0], "31.3.2022")
    grants.end(own, role, local("Admin"))
    page.press(SAY("deadline.button"))
    assert SAY("account.changed") in page.notices and SAY("account.page.no-role") in page.text
    assert len(rounds.deadlines(own, PORT, 2021)) == 1
    told = [(entry.kind, entry.subject) for entry in log.entries(own, local(""), event="refused")]
    assert told == [("see-round", "without a role-1"), ("set-deadlines", "without a role-1")]


def test_ones_other_sessions_are_listed_and_ended(come, own):
    elsewhere, here = come("council member"), come("council member")
    page = Visit("account?lang=en")
    assert SAY("account.elsewhere") in page.text
    page.press(SAY("account.session.end"))
    assert SAY("account.session.ended") in page.notices
    assert sessions.find(own, elsewhere[identity.cookie()]) is None and sessions.find(own, here[identity.cookie()]) is not None
    assert SAY("account.elsewhere") not in page.text


def test_an_administrator_signs_somebody_out(come, own):
    theirs = come("coordinator")
    come("administrator")
    page = Visit("roles?lang=en")
    page.press(SAY("roles.signed-in.end", name="Coordinator"))
    assert SAY("account.session.ended") in page.notices
    assert sessions.find(own, theirs[identity.cookie()]) is None
    assert not page.buttons(SAY("roles.signed-in.end", name="Coordinator"))
    assert log.entries(own, local(""), event="signed-out")[0].name == "Administrator"


def test_a_page_of_others_that_somebody_opened_is_in_the_log(come, own):
    come("council member")
    opened("log?lang=en")
    come("resident")
    opened("log?lang=en")
    assert [(entry.kind, entry.name) for entry in log.entries(own, local(""), event="refused")] == [("read-log", "Council member")]


@pytest.mark.parametrize("server", ["for everybody", "public copy"])
def test_where_the_servers_files_are_is_told_to_no_reader(come, own, monkeypatch, server):
    come("resident")
    if server == "public copy":
        monkeypatch.setenv("MONITORING_PUBLIC", "1")
    own.path.write_bytes(b"no store" * 1000)
    page = opened("?lang=en")
    assert [shown(each.value) for each in page.error] == [SAY("store.unreadable")] and str(own.path.parent) not in text(page)


def test_what_is_wrong_in_the_file_of_roles_is_told_to_no_reader(come, own, tmp_path):
    come("secretary")
    (tmp_path / "roles.csv").write_text("claim,role,unit\nsecretary,king,\n", encoding="utf-8")
    page = opened("?lang=en")
    assert [shown(each.value) for each in page.error] == [SAY("store.unreadable")] and "king" not in text(page)
    come("resident")
    assert not opened("?lang=en").error


def test_an_open_tab_is_signed_out_at_its_next_step(come, own):
    found = come("secretary")
    page = Visit("meeting?meeting=m1&goal=STR1&lang=en")
    page.fill(SAY("decide.text"), "A ramp")
    sessions.end_all(own, identity.person(found), "secretary-1")
    page.press(SAY("decide.button.agreed"))
    assert SAY("account.over") in page.notices and SAY("account.page.sign-in") in page.text
    assert own.rows("decisions", programme=PORT.programme.programme) == []
    assert "A ramp" not in text(page.page)


def test_what_somebody_filled_in_does_not_stay_for_the_next_one(come, own):
    come("secretary")
    page = AppTest.from_file(str(DASHBOARD), default_timeout=300)
    page.run()
    page.session_state["pending"] = "figures"
    come("coordinator")
    page.run()
    assert "pending" not in page.session_state


@pytest.fixture
def buttons(monkeypatch) -> dict:
    """What each button for a file makes, by its label."""
    made: dict = {}
    monkeypatch.setattr(downloads.st, "download_button", lambda label, make, *_, **__: made.update({label: make}))
    return made


def test_every_file_leaves_by_the_button_that_asks():
    """Streamlit's own is known to one module, and nothing else puts a file where browsers fetch it."""
    offering = [(name_of(path), node.attr) for path in modules() for node in nodes(path) if isinstance(node, ast.Attribute) and node.attr in FETCHED]
    assert offering == [("pages/shared/downloads.py", "download_button")]


FILES = {
    "explore?lang=en&year=2021": ("export.xlsx", "export.csv", "material.slides", "material.pdf", "material.workbook"),
    "goal?goal=STR1&lang=en&year=2021": ("material.slides", "material.pdf", "material.workbook"),
    "meetings?meeting=m1&lang=en": ("material.minutes", "material.pdf"),
    "deliveries?delivery=upload-1&lang=en": ("deliveries.download",),
    "deliver?unit=port&lang=en": ("deliver.form.download",),
    "round?year=2021&lang=en": ("deadline.calendar",),
    "log?lang=en": ("log.download",),
}
"""Every page with files, and their buttons."""


@pytest.mark.parametrize("who", ["resident", "council member", "coordinator", "secretary", "administrator"])
def test_which_files_somebody_gets_and_none_any_more_without_a_session(come, own, buttons, monkeypatch, who):
    found = come(who)
    if who != "secretary":
        # What a document holds depends on nobody: the secretary's are made here, and take their time.
        for module, write in ((slides, "pptx"), (pdf, "pdf"), (chart_workbook, "xlsx"), (minutes, "docx")):
            monkeypatch.setattr(module, write, lambda *_: b"document")
    made = []
    for address, keys in FILES.items():
        buttons.clear()
        opened(address)
        is_theirs = address.partition("?")[0] in PAGES[who]
        assert {SAY(key) for key in keys} <= buttons.keys() if is_theirs else not buttons, address
        made += [buttons[SAY(key)] for key in keys if is_theirs]
    assert made and all(make() for make in made)
    if who != "resident":
        sessions.end_all(own, identity.person(found), f"{who}-1")
        for make in made:
            with pytest.raises(Refused):
                make()


def test_a_file_is_made_for_whoever_is_still_signed_in_and_the_log_tells(come, own, buttons):
    found = come("council member")
    opened("explore?lang=en&year=2021")
    assert buttons[SAY("export.csv")]().startswith(b"\xef\xbb\xbf")
    (entry, *_) = log.entries(own, local(""))
    assert (entry.event, entry.kind, entry.name) == ("downloaded", "file", "Council member") and entry.about.endswith("-2021.csv")
    sessions.end_all(own, identity.person(found), "council member-1")
    with pytest.raises(Refused):
        buttons[SAY("export.csv")]()


def test_however_many_ask_only_some_files_are_made_at_a_time(come, buttons, monkeypatch):
    come("resident")
    going, most, lock, begun, may_end = set(), [], Lock(), Semaphore(0), Event()

    def make() -> bytes:
        with lock:
            going.add(get_ident())
            most.append(len(going))
        begun.release()
        assert may_end.wait(60)
        with lock:
            going.discard(get_ident())
        return b"file"

    monkeypatch.setattr(downloads.session, "is_public", lambda: True)
    downloads.button("label", make, "file", "text/plain")
    with ThreadPoolExecutor(6) as pool:
        files = pool.map(lambda _: buttons["label"](), range(12))
        assert all(begun.acquire(timeout=60) for _ in range(downloads.AT_ONCE))
        is_free = downloads._making.acquire(blocking=False)
        may_end.set()
        assert list(files) == [b"file"] * 12
    assert not is_free and max(most) == downloads.AT_ONCE


def test_a_resident_takes_what_is_published_along_and_nobody_is_told(come, own, buttons):
    come("resident")
    before = len(log.entries(own, local("")))
    opened("explore?lang=en&year=2021")
    assert buttons[SAY("export.csv")]().startswith(b"\xef\xbb\xbf")
    assert len(log.entries(own, local(""))) == before


def test_a_file_is_there_for_the_session_that_it_was_made_for():
    files = downloads.Files(2)
    files.add(b"figures", "a")
    files.add(b"published", "")
    assert [files.is_for(content, session) for content in (b"figures", b"published") for session in ("a", "b", "")] == [
        True,
        False,
        False,
        True,
        True,
        True,
    ]
    files.add(b"more", "b")
    assert not files.is_for(b"figures", "a"), "one that is forgotten is made anew"
