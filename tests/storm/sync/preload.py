"""What every process of a storm needs, loaded once, so that a laptop is back soon after its end."""

import sync.places.fhir
import sync.places.mesh
import sync.places.postgres
import sync.places.webdav
import tests.storm.sync.worker

__all__ = ["sync", "tests"]
