"""Sphinx: pages in Markdown, reference from the docstrings, parameters from the sections."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from parameters import write_page

from kinward.version import __version__

project = "Kinward"
author = "The Kinward authors"
copyright = author
release = version = __version__

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
exclude_patterns = ["_build"]
html_theme = "furo"
html_title = f"Kinward {release}"
autodoc_typehints = "description"
autodoc_member_order = "bysource"
napoleon_google_docstring = True
myst_enable_extensions = ["deflist"]

write_page(Path(__file__).parent / "reference" / "parameters.md")
