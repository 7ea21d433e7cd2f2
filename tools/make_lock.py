"""Write requirements.lock, every package with the hash of its file, as pip would install it here: python tools/make_lock.py.

For those who install without `make`: pip install --require-hashes -r requirements.lock && pip install --no-deps .
Hashes are of files for one platform and Python; another platform needs a lock of its own.
"""

from __future__ import annotations

import json
import platform
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
HEAD = """# Every package that wire-daybook needs, with the SHA-256 of its file: CPython {python}, {system} {machine}.
# Made by tools/make_lock.py with the versions of constraints.txt. pip install --require-hashes -r requirements.lock
"""

if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder) / "report.json"
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--dry-run", "--ignore-installed"]
        command += ["--report", str(told), "-c", "constraints.txt", "."]
        subprocess.run(command, cwd=ROOT, check=True)
        packages = json.loads(told.read_text(encoding="utf-8"))["install"]
    lines = sorted(
        f"{p['metadata']['name'].lower()}=={p['metadata']['version']} --hash=sha256:{hashes['sha256']}"
        for p in packages
        if (hashes := p["download_info"].get("archive_info", {}).get("hashes"))
    )
    version = ".".join(platform.python_version_tuple()[:2])
    head = HEAD.format(python=version, system=platform.system(), machine=platform.machine())
    (ROOT / "requirements.lock").write_text(head + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} packages")
