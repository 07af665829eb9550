"""What waits for a reviewer, who has taken it up, what reviewers note, and what is looked at again."""
