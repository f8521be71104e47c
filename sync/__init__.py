"""Immutable sealed envelopes, from a practitioner to a team and back."""
