"""
Papers: a page of ours as a PDF file, laid out by WeasyPrint in a child process under limits.

Nothing is fetched while it is laid out but what lies in `look/`; the same page gives the same bytes.
"""

from core.papers.children import PapersBusy, print_paper

__all__ = ["PapersBusy", "print_paper"]
