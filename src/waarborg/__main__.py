"""`python -m waarborg` is the same as `waarborg`."""

from waarborg.interfaces.cli.main import run

if __name__ == "__main__":
    run()
