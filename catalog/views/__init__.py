"""The catalogue's doors: the seller's pages, and the files of photos."""
