"""Properties are judged by what they find, not by how busy the machine is."""

from hypothesis import settings

settings.register_profile("forms", deadline=None, max_examples=80)
settings.load_profile("forms")
