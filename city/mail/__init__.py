"""Letters by e-mail: kept in a table with what they tell of, sent by a job, never inside a request."""
