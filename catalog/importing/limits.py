"""How much a file may hold. Whatever is beyond is refused with a sentence, before it costs memory or time."""

MOST_BYTES = 50_000_000  # of a table
MOST_ROWS = 100_000
MOST_COLUMNS = 300
LONGEST_CELL = 100_000  # characters
LONGEST_LINE = 1_000_000
LARGEST_PRODUCT = 1_000_000  # characters of one product in JSON
MOST_ROWS_OF_A_PRODUCT = 1_000

# Of an archive: a workbook, or pictures.
MOST_PICTURES_BYTES = 200_000_000
MOST_ENTRIES = 5_000
MOST_UNPACKED = 400_000_000
MOST_RATIO = 200
LARGEST_PART = 150_000_000  # of a workbook
MOST_WORDS = 30_000_000  # of a workbook, in the part that its reader holds in memory
SMALL_ENTRY = 1_000_000  # up to here the ratio says nothing

# Of a shop.
MOST_OPEN = 20  # imports that wait for somebody's decision
ROWS_LOOKED_AT = 5_000
