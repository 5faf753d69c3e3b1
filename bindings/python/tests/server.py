"""A PostgreSQL server of the tests, in a temporary folder."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

# Points the tests at a server that runs already; the Rust tests know the two as well.
URL_VARIABLE = "TILLBOOK_TEST_POSTGRES_URL"
# Makes it an error if there is no server, so that nothing is skipped unseen.
NEEDED_VARIABLE = "TILLBOOK_TEST_POSTGRES_NEEDED"
NOBODY = 65534


def programs() -> Path | None:
    """The folder of the newest PostgreSQL that Debian's packages installed."""
    found = [path for path in Path("/usr/lib/postgresql").glob("*/bin") if (path / "initdb").exists()]
    return max(found, key=lambda path: float(path.parent.name), default=None)


class Server:
    """Runs until it is stopped."""

    def __init__(self, programs: Path) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="tillbook-"))
        # PostgreSQL refuses to run as root: then it is run by one who may do nothing.
        self._user = NOBODY if os.geteuid() == 0 else None
        if self._user is not None:
            os.chown(self.folder, self._user, self._user)
        data = self.folder / "data"
        self._run(programs / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
        with (data / "pg_hba.conf").open("w") as rules:
            rules.write("local all guarded scram-sha-256\nlocal all all trust\n")
        self._log = (self.folder / "server.log").open("w")
        options = ("-c", "listen_addresses=", "-c", "fsync=off")
        command: list[str | Path] = [programs / "postgres", "-D", data, "-k", self.folder, *options]
        self._process = subprocess.Popen(
            command, cwd=self.folder, user=self._user, stdout=self._log, stderr=subprocess.STDOUT
        )
        self._await(programs / "pg_isready")

    @property
    def url(self) -> str:
        """Its address."""
        return f"host={self.folder} user=postgres dbname=postgres"

    def stop(self) -> None:
        """Ends it at once, and removes its data."""
        self._process.send_signal(signal.SIGQUIT)
        self._process.wait(60)
        self._log.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, *command: str | Path) -> None:
        done = subprocess.run(command, cwd=self.folder, user=self._user, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr

    def _await(self, ready: Path) -> None:
        until = time.monotonic() + 120
        while subprocess.run([ready, "-q", "-h", self.folder]).returncode != 0:
            assert self._process.poll() is None and time.monotonic() < until, (self.folder / "server.log").read_text()
            time.sleep(0.05)
