"""Streamlit's own words, which are English, each with the message that readers are shown in its place (framework.js)."""

from __future__ import annotations

from datetime import date

from babel import Locale
from babel.dates import get_month_names
from babel.numbers import get_decimal_symbol

from monitoring.words import Words

ENGLISH = Locale("en")
MESSAGES = {
    "No results": "no-results",
    "No options to select": "no-options",
    "Choose options": "choose-several",
    "Choose an option": "choose",
    "Select...": "choose",
    "Select all": "select-all",
    "Select {n} matches": "select-matches",
    "Selected values": "selected",
    "Clear all": "clear-all",
    "Clear value": "clear",
    "Clear entry": "clear",
    "Clear date": "clear",
    "Clear dates": "clear",
    "Remove {name}": "remove",
    "Delete {name}": "remove",
    "Open": "open",
    "Close": "close",
    "Main menu": "menu",
    "App pages": "pages",
    "Link to heading": "heading-link",
    "Dismiss": "close",
    "Copy version to clipboard": "copy",
    "Open sidebar": "open-menu",
    "Close sidebar": "close-menu",
    "Sidebar": "pages",
    "Running...": "running",
    "Expand sidebar": "open-menu",
    "Collapse sidebar": "close-menu",
    "Skip to main content": "skip",
    "Made with Streamlit v": "made-with",
    "{n} more": "more",
    "Scroll tabs left": "tabs-left",
    "Scroll tabs right": "tabs-right",
    "Fullscreen": "full-screen",
    "Close fullscreen": "full-screen-end",
    "Press Enter to apply": "enter",
    "Press Enter to submit form": "enter-form",
    "Press Ctrl+Enter to apply": "ctrl-enter",
    "Press Ctrl+Enter to submit form": "ctrl-enter-form",
    "Press ⌘+Enter to apply": "ctrl-enter",
    "Press ⌘+Enter to submit form": "ctrl-enter-form",
    "Invalid input.": "invalid",
    "Choose date": "calendar",
    "Choose date range": "calendar",
    "Choose date, {month}": "calendar-of",
    "Choose date range, {month}": "calendar-of",
    "Calendar": "calendar",
    "Use arrow keys to navigate dates. Enter to select. Escape to close.": "calendar-keys",
    "Previous": "month-before",
    "Previous month": "month-before",
    "Next": "month-after",
    "Next month": "month-after",
    "month, {label}": "month",
    "day, {label}": "day",
    "year, {label}": "year",
    "{label} — start": "span-start",
    "{label} — end": "span-end",
    "Empty": "empty",
    "1 option available.": "option",
    "{n} options available.": "options",
    "dd": "dd",
    "mm": "mm",
    "yyyy": "yyyy",
    "Upload": "upload",
    "file upload": "upload",
    "Add files": "add-files",
    "add icon": "add-files",
    "Drag and drop a file here": "drop-file",
    "Drag and drop files here": "drop-files",
    "{size}MB per file": "per-file",
    "Cancel upload of {name}": "cancel-upload",
    "Click to retry upload": "retry-upload",
    "Error:": "error",
    "File must be {size}.0MB or smaller.": "too-large",
    "Unexpected error. Please try again.": "unexpected",
    "progress": "progress",
    "Loading": "running",
    "AxiosError: Request failed with status code {status}": "not-taken",
    "Copy to clipboard": "copy",
    "Copied": "copied",
    "Download failed": "download-failed",
    "Page not found": "no-page",
    "The page that you have requested does not seem to exist. Running the app's main page.": "no-page.text",
    "Connection error": "connection",
    "Connecting": "connecting",
    "Connecting to Streamlit server": "connecting",
    "Unable to connect to Streamlit server": "no-connection",
    "Streamlit server is not responding. Are you connected to the internet?": "connection.text",
    "Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in your terminal:": "connection.text",
    "Connection timed out.": "connection.text",
    "Connection failed with status {status}": "connection.text",
    "Cannot connect to Streamlit (HTTP status: 403).\n\nIf you are trying to access a Streamlit app running on another server, this could be due to "
    "the app's": "connection.text",
    "Connection lost. Please wait for the app to reconnect, then try again.": "connection.text",
    "This app has encountered an error. The original error message is redacted to prevent data leaks. Full error details have been recorded in the "
    "logs (if you're on Streamlit Cloud, click on 'Manage app' in the lower right of your app).": "page-error",
    "Copy": "copy",
    "Stop": "stop",
}
"""A part in braces stays as it is."""
MENU = {
    "Theme": "theme",
    "System": "theme-system",
    "Light": "theme-light",
    "Dark": "theme-dark",
    "Print": "print",
    "Record screen": "record",
}
"""What only Streamlit's menu says: elsewhere such a word is ours."""
DROPPED = ("settings.",)
"""What only a dialog of Streamlit's says and readers need not be told: the end of a sentence that a link parts in two (style.css hides the link)."""
SIZES = {"KB": "kilobytes", "MB": "megabytes", "GB": "gigabytes"}
MENU_ONLY, FILES_ONLY, DIALOG_ONLY = "[data-testid^=stMainMenu]", "[data-testid=stFileChip]", "[role=dialog]"


def pairs(words: Words) -> list[tuple[str, ...]]:
    """Streamlit's words with ours; a third part is the selector of where alone they are Streamlit's."""
    months = list(zip(_months(ENGLISH), _months(words.locale), strict=True))
    named = [(f"{{n}} – {theirs}", f"{{n}} – {ours}") for theirs, ours in months]
    named += [(f"Selected Date: {theirs} {{day}}, {{year}}", _selected(number, words)) for number, (theirs, _) in enumerate(months, 1)]
    menu = [(theirs, words(f"framework.{name}"), MENU_ONLY) for theirs, name in MENU.items()]
    dropped = [(theirs, "", DIALOG_ONLY) for theirs in DROPPED]
    return [*named, *menu, *dropped, *_sizes(words), *((theirs, words(f"framework.{name}")) for theirs, name in MESSAGES.items())]


def _sizes(words: Words) -> list[tuple[str, str, str]]:
    """How large a file is, with the language's decimal sign, alone or after the file's name."""
    size = f"{{whole}}{get_decimal_symbol(words.locale)}{{tenth}}"
    parted = [(f"{{whole}}.{{tenth}}{unit}", words(f"framework.{name}", size=size), FILES_ONLY) for unit, name in SIZES.items()]
    return [*parted, ("{whole}.0B", words("framework.bytes", size="{whole}"), FILES_ONLY)]


def _selected(month: int, words: Words) -> str:
    """That a day of the month is chosen, with its {day} and {year}, as the language writes a date."""
    written = words("framework.selected-day", day=date(4444, month, 22))
    return written.replace("4444", "{year}").replace("22", "{day}")


def _months(locale: Locale) -> list[str]:
    return list(get_month_names("wide", "stand-alone", locale).values())
