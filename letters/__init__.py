"""Values become documents, documents become PDF. Knows forms only."""
