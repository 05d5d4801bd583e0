"""`yichuang bench`: how fast it is, as ratios taken in one run. Each module measures one thing and gives rows."""
