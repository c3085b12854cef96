"""The pages' typefaces as the browser asks for them, from this machine and below /fonts/."""

from __future__ import annotations

import mimetypes
from pathlib import Path

from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

mimetypes.add_type("font/woff2", ".woff2")

FONTS = Mount("/fonts", StaticFiles(directory=Path(__file__).with_name("fonts")))
