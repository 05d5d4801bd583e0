"""`python -m yichuang.config.cli`: the command line without the installed script."""

from yichuang.config.cli import main

main()
