"""The dashboard with an identity provider of its own and five people, one for each role and one without: to try what each sees and does.

`make run-signed-in`; everything is below `data/trial/`, beside the town's own store.
"""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from collections.abc import Iterator

from loaders.example_data import examples
from monitoring import catalogue, settings
from monitoring.store import Store
from monitoring.trust import grants
from monitoring.trust.people import Grant, Role

FOLDER = settings.DATA / "trial"
PROVIDER_PORT = 9400
UNIT = "welcome-office"
PEOPLE = {
    "member": Grant(Role.COUNCIL_MEMBER),
    "coordinator": Grant(Role.COORDINATOR, UNIT),
    "secretary": Grant(Role.SECRETARY),
    "administrator": Grant(Role.ADMINISTRATOR),
    "newcomer": None,
}
"""Whom the provider knows, with the group of the same name that has the role."""


def main(port: str) -> int:
    """Serves until it is stopped."""
    environment = os.environ | prepared()
    provider = subprocess.Popen([sys.executable, "-m", "oidc_provider_mock", "--port", str(PROVIDER_PORT), *_claims()], env=environment)
    try:
        app = str(settings.ROOT / "pages" / "web" / "app.py")
        return subprocess.run([sys.executable, "-m", "streamlit", "run", app, "--server.port", port], env=environment, check=False).returncode
    except KeyboardInterrupt:
        return 0
    finally:
        provider.terminate()
        provider.wait()


def prepared() -> dict[str, str]:
    """The settings; the store has the example data as if the units had handed it in."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    roles = FOLDER / "roles.csv"
    with roles.open("w", newline="", encoding="utf-8") as file:
        written = csv.writer(file)
        written.writerow(grants.COLUMNS)
        written.writerows((group, grant.role, grant.unit) for group, grant in PEOPLE.items() if grant)
    store = Store(FOLDER / "monitoring.duckdb")
    if not store.path.exists():
        examples.load(store, catalogue.read(settings.DATA / "programmes" / settings.DEFAULT_PROGRAMME))
    return {
        "MONITORING_DATABASE": str(store.path),
        "MONITORING_ROLES": str(roles),
        "MONITORING_PROGRAMME": settings.DEFAULT_PROGRAMME,
        "MONITORING_OIDC_ISSUER": f"http://localhost:{PROVIDER_PORT}",
        "MONITORING_OIDC_CLIENT_ID": "monitoring",
        "MONITORING_OIDC_CLIENT_SECRET": "no-secret",
    }


def _claims() -> Iterator[str]:
    """What the provider knows of each."""
    for name in PEOPLE:
        claims = {"sub": name, "name": name.capitalize(), "groups": [name], "email": f"{name}@city.example", "email_verified": True}
        yield from ("--user-claims", json.dumps(claims))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
