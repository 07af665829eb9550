"""
Reports about listings: somebody tells of one, a moderator decides, the seller reads why, and may complain.

Follows the EU's Digital Services Act: notice (article 16), statement of reasons (17), complaint (20), misuse (23).
"""
