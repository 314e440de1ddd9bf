"""A form as a file of pytest: its tests, how they tell what is wrong, and what they have tried."""
