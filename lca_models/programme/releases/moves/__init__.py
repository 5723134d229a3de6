"""What a release moves: declarations calculated again, the difference split over tables, and who is told of it."""
