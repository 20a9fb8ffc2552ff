"""Sphinx: pages in Markdown, reference from the docstrings, tables made from the code."""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

import events  # noqa: E402
import parameters  # noqa: E402

from kinward.version import __version__  # noqa: E402

project = "Kinward"
author = "The Kinward authors"
copyright = author
release = version = __version__

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.mathjax", "sphinx.ext.napoleon"]
exclude_patterns = ["_build"]
html_theme = "furo"
html_title = f"Kinward {release}"
autodoc_typehints = "description"
autodoc_member_order = "bysource"
napoleon_google_docstring = True
myst_enable_extensions = ["deflist", "dollarmath"]
myst_heading_anchors = 3

parameters.write_page(HERE / "reference" / "parameters.md")
events.write_page(HERE / "reference" / "events.md")
