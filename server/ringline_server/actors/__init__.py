"""One Trio task per queue, agent and interaction; thin wiring around the domain."""
