"""Parks, gardens, squares and promenades of Tashkent: a map, a list, a page each, JSON and an import."""
