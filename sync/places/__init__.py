"""Where envelopes lie between a laptop and its team; one file for each kind of place."""
