"""Electronic supervision (电子监察): alerts and cards that follow from clocks, urging, the supervisor's board."""
