"""
Filters beside a list of listings: what there is, how many of each, and what was chosen.

Within one facet the choices widen (red or blue), between facets they narrow (red, and of stoneware). Each count says
exactly how many listings a click would show. Two statements, however many facets there are.
"""

from catalog.facets.page import Facet, FacetPage, Option, facet_page, facet_page_of_found
from catalog.facets.selection import Selection

__all__ = ["Facet", "FacetPage", "Option", "Selection", "facet_page", "facet_page_of_found"]
