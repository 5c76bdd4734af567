"""Files to measure with, made here so that the bench runs on a machine without ../shared."""

from pathlib import Path

from waarborg.apps.norms.importers import content
from waarborg.machine import folders

LARGEST_LIBRARY = 5880  # nodes of the largest library that CISO Assistant ships


def bio_markdown() -> bytes:
    """A file in the layout of BIO2 1.3 with all its numbers; the words are our own summaries."""
    norm = content.read(folders.content())
    edition = next(edition for edition in norm.editions if edition.id == "bio2@1.3")
    parts = [f"## {item.number}\n{item.summary.nl}\n" for item in edition.items if item.kind == "measure"]
    return "\n".join(["# DEEL 2", *parts]).encode()


def library(nodes: int = LARGEST_LIBRARY) -> bytes:
    """A CISO Assistant framework of this many nodes, a tenth of them headings."""
    lines = [
        "urn: urn:bench:risk:library:large",
        "locale: en",
        "ref_id: bench-large",
        "name: A large framework",
        "description: Made by the bench",
        "version: 1",
        "provider: bench",
        "packager: bench",
        "objects:",
        "  framework:",
        "    urn: urn:bench:risk:framework:large",
        "    ref_id: bench-large",
        "    name: A large framework",
        "    requirement_nodes:",
    ]
    for index in range(nodes):
        group, place = divmod(index, 10)
        heading = place == 0
        lines += [
            f"    - urn: urn:bench:risk:req_node:large:{group}{'' if heading else f'.{place}'}",
            f"      assessable: {'false' if heading else 'true'}",
            f"      depth: {1 if heading else 2}",
            f"      ref_id: '{group}{'' if heading else f'.{place}'}'",
            f"      name: Requirement {index}",
            f"      description: The organisation does what requirement {index} asks, and can show that it did.",
        ]
        if not heading:
            lines.append(f"      parent_urn: urn:bench:risk:req_node:large:{group}")
    return ("\n".join(lines) + "\n").encode()


def write(folder: Path) -> tuple[Path, Path]:
    """Both files on disk, for whole commands."""
    markdown, large = folder / "bio2.md", folder / "library.yaml"
    markdown.write_bytes(bio_markdown())
    large.write_bytes(library())
    return markdown, large
