"""Templates of rounds, that a person takes along to other clients."""
