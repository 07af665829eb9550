from catalog.models import Listing
from catalog.tests.factories import listing_on_sale


def test_it(db):
    listing = listing_on_sale()
    assert list(Listing.objects.on_sale()) == [listing]
