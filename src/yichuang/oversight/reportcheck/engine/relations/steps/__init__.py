"""Steps from one value to another: in units, in per cent, in points, in places."""
