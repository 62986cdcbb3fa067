"""The pure core: scenarios, the engine, scoring. No I/O, no clock, no chance of its own."""
