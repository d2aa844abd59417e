"""Rules for changing: all of transfers.txt, as a journey planner needs it."""
