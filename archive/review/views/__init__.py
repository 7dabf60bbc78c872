"""The pages of review, one file a screen; all of them inside the admin."""
