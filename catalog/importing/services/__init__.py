"""Every way in which an import changes: it is uploaded, understood, begun, carried out in steps, ended, forgotten."""

from catalog.importing.services.deciding import AnotherImportRuns, cancel_import, choose_meanings, start_import
from catalog.importing.services.forgetting import forget_old_imports
from catalog.importing.services.running import run_imports
from catalog.importing.services.uploading import PicturesRefused, TooManyImports, upload_catalogue

__all__ = [
    "AnotherImportRuns",
    "PicturesRefused",
    "TooManyImports",
    "cancel_import",
    "choose_meanings",
    "forget_old_imports",
    "run_imports",
    "start_import",
    "upload_catalogue",
]
