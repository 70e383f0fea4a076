"""The portal past one machine: a primary, a streaming replica and Redis, all real, each stopped under load."""
