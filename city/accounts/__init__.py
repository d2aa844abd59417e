"""Accounts for staff: who may do what, how they sign in, what of it is remembered."""
