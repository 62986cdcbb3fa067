"""From a writer's YAML to a scenario, and kind words about what is wrong with it."""
