"""The Brightway database of a bundle: read without trust, and calculated again by this kit and by bw2calc."""
