from django.http import QueryDict
from django.db import connection
from catalog.facets import facet_page
from catalog.models import Listing
from catalog.tests.factories import listing_on_sale
from sellers.tests.factories import open_shop
from catalog.search import find_listings


def test_it(db, count_queries):
    shop = open_shop(currency="EUR")
    listing_on_sale(shop, facts={"material":"stoneware","colour":"white","dishwasher_safe":True}, brand="A", price="15")
    listing_on_sale(shop, facts={"material":"stoneware","colour":"black"}, brand="B",price="150")
    listing_on_sale(shop, facts={"material":"glass","colour":"black"}, brand="B",price="25", title="Glass mug")
    for q in ["", "colour=black", "colour=black&material=glass", "colour=black&colour=white&brand=B", "price=EUR-1000-2000", "price=x", "dishwasher_safe=yes"]:
        p = facet_page(Listing.objects.on_sale(), QueryDict(q), language="en", kept={"q":"cup"})
        print(q, p.total, p.listings.count(), [(f.label, [(o.label,o.count,o.is_chosen,o.query) for o in f.options]) for f in p.facets])
        assert p.total == p.listings.count()
    print(find_listings("glass mu"), find_listings("glass celadon"), find_listings("ß 'x\" * )"))
