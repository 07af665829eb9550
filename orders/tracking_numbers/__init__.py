"""
Whose tracking number this is, and whether its check digit fits. Pure: no database, no page, no carrier is asked.

`carriers.py` holds what is known of each carrier as one table, `checks.py` the ways to compute a check digit,
`postal.py` the posts that issue international numbers, `reading.py` what all of it says of one number.
"""

from orders.tracking_numbers.carriers import CARRIER_NAMES
from orders.tracking_numbers.reading import Answer, Found, Reading, judge, read, tracking_url

__all__ = ["CARRIER_NAMES", "Answer", "Found", "Reading", "judge", "read", "tracking_url"]
