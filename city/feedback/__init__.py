"""What people tell us: whether a page was useful, mistakes, questions, proposals, complaints; and that they are answered."""
