"""Cards: what a message shows, drawn by pure functions. Drawing one again is always safe."""
