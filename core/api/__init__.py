"""The ground of the API: doors, errors, paging, idempotency, limits. Knows nothing of selling."""
