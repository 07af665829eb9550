"""What each page shows, gathered from the apps below in a number of statements that does not grow with the rows."""
