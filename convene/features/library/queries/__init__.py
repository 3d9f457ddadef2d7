"""What the pages of the library show."""

from .attached import attached
from .resource import Page, files_held, resource_page
from .shelf import SORTS, Choice, Shelf, chosen_in, listed, shelf

__all__ = [
    "SORTS", "Choice", "Page", "Shelf", "attached", "chosen_in", "files_held", "listed", "resource_page", "shelf",
]  # fmt: skip
