"""What reads a Doc: each component adds one layer, and knows only the layers before it."""
