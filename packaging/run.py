"""Open the window on the demo's store; make the demo first where there is none."""

import json
import subprocess
import sys
from pathlib import Path

DEMO = Path("build/demo")


def main() -> int:
    """Return the window's exit code."""
    program = [sys.executable, "-m", "iomdesk"]
    if not (DEMO / "summary.json").exists():
        print("Making the demo's store first; this takes about a minute.")
        made = subprocess.run(
            [*program, "demo", "--dir", str(DEMO), "--no-pictures"], check=False
        )
        if made.returncode:
            return made.returncode
    said = json.loads((DEMO / "summary.json").read_text("utf-8"))
    print(f"The passphrase of the demo's store: {said['passphrase']}")
    return subprocess.run(
        [*program, "open", str(DEMO / "desk-a")], check=False
    ).returncode


if __name__ == "__main__":
    sys.exit(main())
